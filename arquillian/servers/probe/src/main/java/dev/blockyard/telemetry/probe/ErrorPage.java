package dev.blockyard.telemetry.probe;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An error page that answers with the status in its path, or leaves the status as it is. */
@WebServlet(urlPatterns = "/errors/*", asyncSupported = true)
public class ErrorPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String status = request.getPathInfo().substring(1);
    if (!status.equals("same")) {
      response.setStatus(Integer.parseInt(status));
    }
    response.getWriter().println("error page");
  }
}
