package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.servers.JaxRsRequest;
import dev.blockyard.telemetry.internal.servers.Quarkus;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Observes each request, as a filter and as a request listener. Only for dispatches of type {@code
 * REQUEST}: a forward into the patterns is no request of a client.
 *
 * <p>The response is never wrapped, and the request only for JAX-RS ({@link JaxRsRequest}), because
 * a wrapper breaks WebSocket upgrades.
 */
public final class RequestFilter implements Filter, ServletRequestListener {
  private static final String FILTER = "blockyard-telemetry-requests";
  private static final String INNER = "blockyard-telemetry-dispatches";

  private final List<String> urlPatterns;
  private final @Nullable String endpoint;
  private final Function<ServletContext, RequestObserver> observers;
  private RequestObserver observer = RequestObserver.NONE;

  /** Whether the server starts spans, inside of this filter. */
  private boolean serverSpans;

  private boolean jaxRs;

  private RequestFilter(
      List<String> urlPatterns,
      @Nullable String endpoint,
      Function<ServletContext, RequestObserver> observers) {
    this.urlPatterns = urlPatterns;
    this.endpoint = endpoint;
    this.observers = observers;
  }

  /**
   * Creates a filter.
   *
   * @param urlPatterns the servlet patterns of observed requests; {@code /} means all requests
   * @param endpoint the path of the module's own endpoint, whose requests belong to no app; null if
   *     there is none
   * @param telemetry asked when the application starts; must not throw
   * @return to be registered
   */
  public static RequestFilter of(
      List<String> urlPatterns,
      @Nullable String endpoint,
      Function<ServletContext, RequestTelemetry> telemetry) {
    return new RequestFilter(urlPatterns, endpoint, telemetry.andThen(RequestObserver::new));
  }

  /** Creates a filter that reports to one observer. */
  static RequestFilter of(List<String> urlPatterns, RequestObserver observer) {
    return new RequestFilter(urlPatterns, null, application -> observer);
  }

  /**
   * Registers this filter, and the one behind the application's.
   *
   * @param context the application
   */
  public void register(ServletContext context) {
    if (context.getFilterRegistration(FILTER) == null) {
      EarlierFilters.warn(context, filterPatterns());
    }
    FilterRegistration.Dynamic registration = context.addFilter(FILTER, this);
    if (registration == null) {
      return; // registered already
    }
    registration.setAsyncSupported(true);
    // Before the application's own filters: a request that they refuse was one, too.
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST), false, filterPatterns());
    context.addListener(this);
    registerInnerFilter(context);
  }

  private void registerInnerFilter(ServletContext context) {
    FilterRegistration.Dynamic inner = context.addFilter(INNER, new InnerFilter(this));
    inner.setAsyncSupported(true);
    if (ClassPath.has(ClassPath.OPEN_TELEMETRY)) {
      // Behind the filter in which some servers start spans.
      inner.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, filterPatterns());
    }
    // A request that is dispatched out of the patterns is still the same.
    inner.addMappingForUrlPatterns(EnumSet.of(DispatcherType.ASYNC), true, "/*");
  }

  /** A filter on {@code /} gets only requests for that very path on some containers. */
  private String[] filterPatterns() {
    return urlPatterns.stream()
        .map(pattern -> pattern.equals("/") ? "/*" : pattern)
        .distinct()
        .toArray(String[]::new);
  }

  @Override
  public void init(FilterConfig config) {
    ServletContext application = config.getServletContext();
    if (!Quarkus.isUsed()) {
      observer = observers.apply(application);
    }
    serverSpans = ServerSpans.areMadeIn(application);
    jaxRs = JaxRsRequest.isNeededIn(application);
  }

  /** Starts with the first request, for want of an earlier moment on Quarkus. */
  private synchronized void startLate(ServletContext application) {
    if (observer == RequestObserver.NONE) {
      observer = observers.apply(application);
    }
  }

  @Nullable Spans spans() {
    return observer.telemetry().spans();
  }

  boolean hasServerSpans() {
    return serverSpans;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (observer == RequestObserver.NONE) {
      startLate(request.getServletContext());
    }
    RequestObservation observation =
        request instanceof HttpServletRequest httpRequest
                && response instanceof HttpServletResponse httpResponse
                && !isForEndpoint(httpRequest)
            ? begin(httpRequest, httpResponse)
            : null;
    Spans spans = spans();
    if (observation == null) {
      chain.doFilter(request, response);
    } else if (spans == null) {
      observe(observation, request, response, chain);
    } else if (serverSpans) {
      observeAroundServerSpan(spans, observation, (HttpServletRequest) request, response, chain);
    } else {
      observeInOwnSpan(spans, observation, (HttpServletRequest) request, response, chain);
    }
  }

  private @Nullable RequestObservation begin(
      HttpServletRequest request, HttpServletResponse response) {
    try {
      return RequestObservation.begin(observer, request, response);
    } catch (Throwable t) { // of an application's attribute listener, which Jetty lets out
      observer.warn(t);
      return RequestObservation.of(request); // Jetty has set the attribute
    }
  }

  private boolean isForEndpoint(HttpServletRequest request) {
    return endpoint != null && endpoint.equals(request.getServletPath());
  }

  private void observeInOwnSpan(
      Spans spans,
      RequestObservation observation,
      HttpServletRequest request,
      ServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    RequestSpan span = spans.request(request, null);
    observation.span(span);
    Current current = span.makeCurrent();
    try {
      String traceparent = jaxRs && JaxRsRequest.isNeededFor(request) ? span.traceparent() : null;
      observe(
          observation,
          traceparent == null ? request : new JaxRsRequest(request, traceparent),
          response,
          chain);
    } finally {
      current.close();
    }
  }

  /** The span is the server's, unless the request does not get as far as that. */
  private static void observeAroundServerSpan(
      Spans spans,
      RequestObservation observation,
      HttpServletRequest request,
      ServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Instant start = Instant.now();
    Current fresh = spans.fresh();
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      observation.guarded(
          () -> {
            startMissingSpan(spans, observation, request, start);
            observation.threw(t);
          });
      throw t;
    } finally {
      fresh.close();
    }
    observation.guarded(
        () -> {
          startMissingSpan(spans, observation, request, start);
          observation.returned();
        });
  }

  private static void startMissingSpan(
      Spans spans, RequestObservation observation, HttpServletRequest request, Instant start) {
    if (observation.span() == RequestSpan.NONE) {
      observation.span(spans.request(request, start));
    }
  }

  private static void observe(
      RequestObservation observation,
      ServletRequest request,
      ServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      observation.guarded(() -> observation.threw(t));
      throw t;
    }
    try { // without the lambda of guarded(): most requests end here
      observation.returned();
    } catch (Throwable t) {
      observation.notObserved(t);
    }
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if (observer.hasUnsettled()) {
      RequestObservation observation = RequestObservation.of(event.getServletRequest());
      if (observation != null) {
        observation.guarded(() -> observation.destroyed(event.getServletRequest()));
      }
    }
  }
}
