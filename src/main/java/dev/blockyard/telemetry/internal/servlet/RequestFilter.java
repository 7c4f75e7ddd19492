package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.servers.ServerSpans;
import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import dev.blockyard.telemetry.internal.tracing.RequestSpan.Current;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
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
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the {@link RequestCounter} how each request ends, and starts its span. The container calls
 * it as a filter, for dispatches of type REQUEST alone (a forward into the pattern is no request of
 * a client), and as a request listener.
 *
 * <p>The response is not wrapped, and the request only for JAX-RS ({@link TracedRequest}): a
 * wrapper breaks WebSocket upgrades.
 */
public final class RequestFilter implements Filter, ServletRequestListener {
  private static final String FILTER = "blockyard-telemetry-requests";
  private static final String SPANS = "blockyard-telemetry-spans";
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

  /**
   * Creates a filter.
   *
   * @param urlPatterns the servlet patterns of counted requests
   * @param telemetry is asked when the application starts
   * @return to be registered
   */
  public static RequestFilter of(
      List<String> urlPatterns, Function<ServletContext, RequestTelemetry> telemetry) {
    AtomicReference<@Nullable Spans> spans = new AtomicReference<>();
    return new RequestFilter(
        urlPatterns,
        application -> {
          RequestTelemetry found = telemetry.apply(application);
          spans.set(found.spans());
          return new RequestCounter(found);
        },
        spans::get);
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

  /**
   * Registers this filter, and the one for spans inside of it.
   *
   * @param context the application
   */
  public void register(ServletContext context) {
    FilterRegistration.Dynamic registration = context.addFilter(FILTER, this);
    if (registration == null) {
      return; // registered already
    }
    registration.setAsyncSupported(true);
    // Before the application's own filters: what they refuse was a request, too.
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, urlPatterns());
    context.addListener(this);
    if (ClassPath.has(ClassPath.OPEN_TELEMETRY)) { // else no request has a span to pass it for
      addSpanFilter(context);
    }
  }

  private void addSpanFilter(ServletContext context) {
    FilterRegistration.Dynamic inner = context.addFilter(SPANS, new SpanFilter(this));
    inner.setAsyncSupported(true);
    // Behind the server's own filter, which starts spans on some servers.
    inner.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, urlPatterns());
    // A request may be dispatched out of the patterns, and is still the same.
    inner.addMappingForUrlPatterns(EnumSet.of(DispatcherType.ASYNC), true, "/*");
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
