package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.ProxyRequest;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads the whole body before it answers. */
@WebServlet("/app/body")
public class BodyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ProxyRequest.resolved(request, "body");
    response.getWriter().println(request.getInputStream().readAllBytes().length);
  }
}
