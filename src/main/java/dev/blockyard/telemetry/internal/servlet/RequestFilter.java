package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.deployment.DeployedMetrics;
import dev.blockyard.telemetry.internal.deployment.DeployedSpans;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.tracing.ActiveSpans;
import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import dev.blockyard.telemetry.internal.tracing.RequestSpan.Current;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the {@link RequestCounter} how each request ends, and starts its span. The container calls
 * it as a filter, for dispatches of type REQUEST alone (a forward into the pattern is no request of
 * a client), and as a request listener.
 *
 * <p>The response is not wrapped, and the request only for JAX-RS ({@link TracedRequest}): a
 * wrapper breaks WebSocket upgrades.
 */
final class RequestFilter implements Filter, ServletRequestListener {
  private static final RequestCounter UNCOUNTED = new RequestCounter(BlockyardMetrics.noop(), null);

  /** Marks a request: some containers call a filter once for each of its patterns that match. */
  private static final String ENTERED = "dev.blockyard.telemetry.entered";

  private final List<String> urlPatterns;
  private final Function<ServletContext, RequestCounter> counters;
  private final Supplier<@Nullable Spans> tracing;
  private RequestCounter counter = UNCOUNTED;

  /** Null where nothing is traced. */
  private @Nullable Spans spans;

  /** Whether spans are started inside of this filter, by the server. */
  private boolean serversSpans;

  /** Whether some requests are passed on as {@link TracedRequest}. */
  private boolean wraps;

  /** Counts in the metrics of the deployment that the filter belongs to. */
  RequestFilter(List<String> urlPatterns) {
    this(urlPatterns, RequestFilter::deployed, RequestFilter::deployedSpans);
  }

  /** Counts with the counter that this function has for the filter's application. */
  RequestFilter(List<String> urlPatterns, Function<ServletContext, RequestCounter> counters) {
    this(urlPatterns, counters, () -> null);
  }

  /** Traces, too. */
  RequestFilter(
      List<String> urlPatterns,
      Function<ServletContext, RequestCounter> counters,
      Supplier<@Nullable Spans> tracing) {
    this.urlPatterns = urlPatterns;
    this.counters = counters;
    this.tracing = tracing;
  }

  String[] urlPatterns() {
    return urlPatterns.toArray(new String[0]);
  }

  @Override
  public void init(FilterConfig config) {
    ServletContext application = config.getServletContext();
    counter = counters.apply(application);
    spans = tracing.get();
    serversSpans = ServerSpans.areMadeIn(application);
    wraps = TracedRequest.isNeededIn(application);
  }

  RequestCounter counter() {
    return counter;
  }

  /** What traces, for the filter inside of this one. */
  @Nullable Spans spans() {
    return tracing.get();
  }

  private static @Nullable Spans deployedSpans() {
    try {
      return DeployedSpans.of(CDI.current().getBeanManager());
    } catch (IllegalStateException e) { // no CDI, which is said for the counter
      return ActiveSpans.started();
    }
  }

  private static RequestCounter deployed(ServletContext application) {
    CDI<Object> cdi;
    try {
      cdi = CDI.current();
    } catch (IllegalStateException e) {
      new Warnings().once(Message.BYT0010, e, application.getContextPath() + "/");
      return UNCOUNTED;
    }
    Instance<AppResolver> resolvers = cdi.select(AppResolver.class);
    if (resolvers.isAmbiguous()) {
      throw new TelemetryException(
          Message.BYT0008,
          resolvers
              .handlesStream()
              .map(handle -> handle.getBean().getBeanClass().getName())
              .sorted()
              .collect(Collectors.joining(", ")));
    }
    return new RequestCounter(
        DeployedMetrics.of(cdi.getBeanManager()),
        resolvers.isUnsatisfied() ? null : resolvers.get());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest httpRequest)
        || !(response instanceof HttpServletResponse httpResponse)
        || isInside(httpRequest)) {
      chain.doFilter(request, response);
      return;
    }
    Spans tracer = spans;
    if (tracer == null) {
      count(httpRequest, httpResponse, chain, httpRequest, () -> RequestSpan.NONE);
    } else if (serversSpans) {
      countWithServersSpan(tracer, httpRequest, httpResponse, chain);
    } else {
      countWithOwnSpan(tracer, httpRequest, httpResponse, chain);
    }
  }

  private void countWithOwnSpan(
      Spans tracer, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestSpan span = tracer.request(request, null);
    RequestApp.tell(span, request);
    Current current = span.makeCurrent();
    try {
      HttpServletRequest passedOn = wraps ? TracedRequest.of(request, span) : request;
      count(request, response, chain, passedOn, () -> span);
    } finally {
      current.close();
    }
  }

  /** The span is that of the filter inside of this one, if the request gets as far as that. */
  private void countWithServersSpan(
      Spans tracer, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Instant start = Instant.now();
    Current fresh = tracer.fresh();
    try {
      count(
          request,
          response,
          chain,
          request,
          () -> {
            RequestSpan span = RequestApp.span(request);
            return span == null ? tracer.request(request, start) : span;
          });
    } finally {
      fresh.close();
    }
  }

  private void count(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      HttpServletRequest passedOn,
      Supplier<RequestSpan> span)
      throws IOException, ServletException {
    try {
      chain.doFilter(passedOn, response);
    } catch (Throwable t) {
      counter.threw(request, response, t, span.get());
      throw t;
    }
    counter.returned(request, response, span.get());
  }

  private boolean isInside(HttpServletRequest request) {
    if (urlPatterns.size() == 1) {
      return false;
    }
    boolean inside = request.getAttribute(ENTERED) != null;
    request.setAttribute(ENTERED, true);
    return inside;
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (event.getServletRequest() instanceof HttpServletRequest request) {
      counter.destroyed(request);
    }
  }
}
