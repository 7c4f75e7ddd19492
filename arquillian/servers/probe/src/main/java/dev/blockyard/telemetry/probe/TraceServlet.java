package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Handles requests whose traces are looked at, and answers with what a worker would get of them.
 */
@WebServlet(urlPatterns = "/app/trace/*", asyncSupported = true)
public class TraceServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Workers workers;
  @Inject transient Steps steps;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    ProxyRequest.resolved(request, "shop");
    switch (request.getPathInfo()) {
      case "/plain" -> answer(response);
      case "/cold-start" -> {
        workers.coldStart(true);
        steps.forward();
        answer(response);
      }
      case "/failed-restore" -> {
        try {
          steps.restore("broken");
        } catch (IOException e) {
          response.setStatus(422);
        }
      }
      case "/async" -> {
        AsyncContext async = request.startAsync();
        new Thread(() -> finish(async)).start();
      }
      case "/async-dispatch" -> request.startAsync().dispatch("/app/trace/cold-start");
      case "/async-time-out" -> request.startAsync().setTimeout(100);
      case "/async-time-out-answered" -> {
        AsyncContext async = request.startAsync();
        async.setTimeout(100);
        async.addListener(new Answering());
      }
      case "/async-exception" -> request.startAsync().dispatch("/app/trace/exception");
      case "/exception" -> throw new IllegalStateException("thrown by a servlet");
      case "/io-exception" -> throw new IOException("thrown by a servlet");
      case "/forward" ->
          request.getRequestDispatcher("/app/trace/cold-start").forward(request, response);
      default -> response.sendError(404);
    }
  }

  private static void answer(HttpServletResponse response) throws IOException {
    response.getWriter().print(WorkerTracing.headers().getOrDefault("traceparent", "none"));
  }

  /** Answers what times out. */
  private static final class Answering implements AsyncListener {
    @Override
    public void onTimeout(AsyncEvent event) {
      finish(event.getAsyncContext());
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  private static void finish(AsyncContext async) {
    ((HttpServletResponse) async.getResponse()).setStatus(503);
    async.complete();
  }
}
