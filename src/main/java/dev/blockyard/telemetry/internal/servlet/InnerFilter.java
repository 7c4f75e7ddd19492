package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.tracing.RequestSpan.Current;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * What belongs behind the application's filters: takes over the span that a server starts there,
 * makes a request's span current again in asynchronous dispatches, and sees what those throw.
 */
final class InnerFilter implements Filter {
  private final RequestFilter outer;

  InnerFilter(RequestFilter outer) {
    this.outer = outer;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Spans spans = outer.spans();
    boolean dispatched = request.getDispatcherType() == DispatcherType.ASYNC;
    RequestObservation observation =
        dispatched || (spans != null && outer.hasServerSpans())
            ? RequestObservation.of(request)
            : null;
    if (observation == null) {
      chain.doFilter(request, response);
    } else if (dispatched) {
      goOn(observation, request, response, chain);
    } else if (spans != null && request instanceof HttpServletRequest httpRequest) {
      observation.span(spans.requestOfServer(httpRequest));
      takeOver(observation, request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void goOn(
      RequestObservation observation,
      ServletRequest request,
      ServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Current current = observation.span().makeCurrent();
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      observation.guarded(() -> observation.threwInDispatch(t));
      throw t;
    } finally {
      current.close();
    }
    observation.guarded(
        () -> {
          if (request.isAsyncStarted() && response.isCommitted()) { // which then began here
            observation.awaitAsyncEnd();
          }
        });
  }

  private static void takeOver(
      RequestObservation observation,
      ServletRequest request,
      ServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Current current = observation.span().makeCurrent();
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      observation.guarded(() -> observation.threwInServerSpan(t));
      throw t;
    } finally {
      current.close();
    }
    observation.guarded(observation::returnedInServerSpan);
  }
}
