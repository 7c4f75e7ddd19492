package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.servers.ServerSpans;
import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import dev.blockyard.telemetry.internal.tracing.RequestSpan.Current;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Does behind the application's filters what the {@link RequestFilter} before them cannot: it takes
 * the span that the server has started in between, and makes a request's span current again when
 * asynchronous processing goes on in another dispatch.
 */
final class SpanFilter implements Filter {
  private final RequestFilter outer;
  private @Nullable Spans spans;
  private boolean serversSpans;

  SpanFilter(RequestFilter outer) {
    this.outer = outer;
  }

  @Override
  public void init(FilterConfig config) {
    spans = outer.spans();
    serversSpans = ServerSpans.areMadeIn(config.getServletContext());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Spans tracer = spans;
    if (tracer != null
        && request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      if (request.getDispatcherType() == DispatcherType.ASYNC) {
        goOn(httpRequest, httpResponse, chain);
        return;
      } else if (serversSpans && RequestApp.span(request) == null) {
        begin(tracer, httpRequest, httpResponse, chain);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private static void goOn(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestSpan told = RequestApp.span(request);
    RequestSpan span = told == null ? RequestSpan.NONE : told;
    Current current = span.makeCurrent();
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) { // some containers tell a listener of it, and some do not
      span.failed(t);
      throw t;
    } finally {
      current.close();
    }
  }

  private void begin(
      Spans tracer, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestSpan span = tracer.requestOfServer(request);
    RequestApp.tell(span, request);
    Current current = span.makeCurrent();
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      if (!span.isOwn()) { // the server would never end it
        outer.counter().name(request, span);
        outer.counter().threwInServersSpan(response, t, span);
      }
      throw t;
    } finally {
      current.close();
    }
    outer.counter().name(request, span);
    span.returned(response.getStatus());
    if (!span.isOwn()) {
      ServerSpanEnd.listen(request, response, span);
    }
  }
}
