package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.ProxyRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Writes without end from a thread of its own, which stops when the client has gone. */
@WebServlet(urlPatterns = "/app/feed", asyncSupported = true)
public class FeedServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private transient volatile boolean destroyed;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    ProxyRequest.resolved(request, "feed");
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    Thread writer = new Thread(() -> write(async), "feed");
    writer.setDaemon(true); // Open Liberty may never throw
    writer.start();
  }

  @Override
  public void destroy() {
    destroyed = true;
  }

  private void write(AsyncContext async) {
    byte[] chunk = new byte[1 << 16];
    try {
      while (!destroyed) {
        async.getResponse().getOutputStream().write(chunk);
        async.getResponse().flushBuffer();
        LockSupport.parkNanos(1_000_000);
      }
    } catch (IOException | IllegalStateException e) {
      // Many applications end here: they count on the container to complete the request.
    }
  }
}
