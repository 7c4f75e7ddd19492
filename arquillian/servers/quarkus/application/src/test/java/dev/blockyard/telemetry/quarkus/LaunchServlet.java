package dev.blockyard.telemetry.quarkus;

import dev.blockyard.telemetry.ProxyRequest;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with what the launcher returns. */
@WebServlet("/app/launch")
public class LaunchServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject Launcher launcher;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ProxyRequest.resolved(request, "shop");
    response.getWriter().print(launcher.launch());
  }
}
