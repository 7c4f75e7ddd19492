package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.deployment.DeployedMetrics;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
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
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells the {@link RequestCounter} how each request ends. The container calls it as a filter, for
 * dispatches of type REQUEST alone (a forward into the pattern is no request of a client), and as a
 * request listener.
 *
 * <p>Neither request nor response is wrapped: a wrapper breaks WebSocket upgrades.
 */
final class RequestFilter implements Filter, ServletRequestListener {
  private static final RequestCounter UNCOUNTED = new RequestCounter(BlockyardMetrics.noop(), null);

  /** Marks a request: some containers call a filter once for each of its patterns that match. */
  private static final String ENTERED = "dev.blockyard.telemetry.entered";

  private final List<String> urlPatterns;
  private final Function<ServletContext, RequestCounter> counters;
  private RequestCounter counter = UNCOUNTED;

  /** Counts in the metrics of the deployment that the filter belongs to. */
  RequestFilter(List<String> urlPatterns) {
    this(urlPatterns, RequestFilter::deployed);
  }

  /** Counts with the counter that this function has for the filter's application. */
  RequestFilter(List<String> urlPatterns, Function<ServletContext, RequestCounter> counters) {
    this.urlPatterns = urlPatterns;
    this.counters = counters;
  }

  String[] urlPatterns() {
    return urlPatterns.toArray(new String[0]);
  }

  @Override
  public void init(FilterConfig config) {
    counter = counters.apply(config.getServletContext());
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
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      counter.threw(httpRequest, httpResponse, t);
      throw t;
    }
    counter.returned(httpRequest, httpResponse);
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
