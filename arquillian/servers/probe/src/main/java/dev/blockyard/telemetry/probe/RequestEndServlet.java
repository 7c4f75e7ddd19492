package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.ProxyRequest;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Ends a request as the last segment of its path says, and names the app alike. */
@WebServlet(urlPatterns = "/app/end/*", asyncSupported = true)
public class RequestEndServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Object included = request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI);
    String path = included == null ? request.getRequestURI() : included.toString();
    String app = path.substring(path.lastIndexOf('/') + 1);
    if (isFirst(request)) {
      ProxyRequest.resolved(request, app);
    }
    RequestEnd.of(app).end(request, response);
  }

  /** Whether the client asked for this, rather than another servlet. */
  private static boolean isFirst(HttpServletRequest request) {
    String attribute = RequestEndServlet.class.getName();
    boolean first = request.getAttribute(attribute) == null;
    request.setAttribute(attribute, true);
    return first;
  }
}
