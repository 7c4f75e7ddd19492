package dev.blockyard.telemetry.probe.ownmetrics;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** Records a duration in each metric of the application. */
@WebServlet("/own-metrics")
public class OwnMetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient OwnMetrics own;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    own.record(Duration.ofMillis(15));
  }
}
