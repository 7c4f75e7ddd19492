package dev.blockyard.telemetry.probe.sessionbeans;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Calls the session bean that its path names. */
@WebServlet("/session-beans/*")
public class SessionBeanServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Bundles bundles;
  @Inject transient Clock clock;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getPathInfo()) {
      case "/upload" -> bundles.upload(true);
      case "/refused-upload" -> bundles.upload(false);
      case "/restore" -> bundles.restore(true);
      case "/failed-restore" -> bundles.restore(false);
      case "/later-restore" -> bundles.restoreLater();
      case "/timer" -> clock.wind();
      default -> throw new ServletException("no such call");
    }
  }
}
