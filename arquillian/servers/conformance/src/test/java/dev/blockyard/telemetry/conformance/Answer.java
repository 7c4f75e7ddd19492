package dev.blockyard.telemetry.conformance;

import io.opentelemetry.context.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The answer to a request on another thread, in the context of the servlet, as an application
 * carries it over. What fails there never gets to the container.
 */
final class Answer implements Runnable {
  private final AsyncContext async;
  private final Context context = Context.current();

  Answer(AsyncContext async) {
    this.async = async;
  }

  @Override
  public void run() {
    context.wrap(this::answer).run();
    async.complete();
  }

  private void answer() {
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    try {
      Endpoints.answer((HttpServletRequest) async.getRequest(), response);
    } catch (IllegalStateException e) {
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
