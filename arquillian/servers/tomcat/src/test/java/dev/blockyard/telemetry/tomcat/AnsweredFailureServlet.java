package dev.blockyard.telemetry.tomcat;

import dev.blockyard.telemetry.ProxyRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Throws after {@code startAsync}; its listener answers all the same. */
@WebServlet(urlPatterns = "/app/answered-failure", asyncSupported = true)
public class AnsweredFailureServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    ProxyRequest.resolved(request, "answered-failure");
    AsyncContext async = request.startAsync();
    async.addListener(
        new AsyncListener() {
          @Override
          public void onError(AsyncEvent event) {
            response.setStatus(200);
            async.complete();
          }

          @Override
          public void onComplete(AsyncEvent event) {}

          @Override
          public void onTimeout(AsyncEvent event) {}

          @Override
          public void onStartAsync(AsyncEvent event) {}
        });
    throw new IllegalStateException("thrown after startAsync");
  }
}
