package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.ProxyRequest;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers until the client has gone. */
@WebServlet("/app/stream")
public class StreamServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ProxyRequest.resolved(request, "stream");
    byte[] chunk = new byte[1 << 16];
    while (true) {
      response.getOutputStream().write(chunk);
      response.flushBuffer();
    }
  }
}
