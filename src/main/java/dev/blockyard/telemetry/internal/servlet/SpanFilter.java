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
 * The part of tracing that belongs behind the application's filters: takes over the span that a
 * server starts there, and makes a request's span current again in asynchronous dispatches.
 */
final class SpanFilter implements Filter {
  private final RequestFilter outer;

  SpanFilter(RequestFilter outer) {
    this.outer = outer;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Spans spans = outer.spans();
    RequestObservation observation = spans == null ? null : RequestObservation.of(request);
    if (spans == null || observation == null) {
      chain.doFilter(request, response);
    } else if (request.getDispatcherType() == DispatcherType.ASYNC) {
      continueSpan(observation, request, response, chain);
    } else if (outer.hasServerSpans() && request instanceof HttpServletRequest httpRequest) {
      observation.span(spans.requestOfServer(httpRequest));
      takeOver(observation, request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void continueSpan(
      RequestObservation observation,
      ServletRequest request,
      ServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Current current = observation.span().makeCurrent();
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      // Not every container tells an asynchronous listener.
      observation.guarded(() -> observation.failed(t));
      throw t;
    } finally {
      current.close();
    }
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
