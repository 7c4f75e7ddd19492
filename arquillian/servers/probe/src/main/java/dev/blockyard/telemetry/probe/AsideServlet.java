package dev.blockyard.telemetry.probe;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What lies outside of {@code /app/*}: targets of dispatches, and dispatches into it. */
@WebServlet(urlPatterns = "/aside/*", asyncSupported = true)
public class AsideServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
    switch (included == null ? request.getPathInfo() : included.toString()) {
      case "/ok" -> response.getWriter().println("ok");
      case "/error" -> response.sendError(400);
      case "/exception" -> throw new IllegalStateException("thrown in a dispatch");
      case "/io-exception" -> throw new IOException("thrown in a dispatch");
      case "/again" -> request.startAsync().dispatch("/aside/ok");
      case "/exception-after-start" -> {
        // Some servers wait for the timeout, which is 30 s by default.
        request.startAsync().setTimeout(2_000);
        throw new IllegalStateException("thrown after startAsync in a dispatch");
      }
      case "/forward" -> request.getRequestDispatcher("/app/end/answer").forward(request, response);
      case "/include" -> request.getRequestDispatcher("/app/end/answer").include(request, response);
      case "/filters" ->
          response.getWriter().println(getServletContext().getFilterRegistrations().keySet());
      default -> response.sendError(404);
    }
  }
}
