package dev.blockyard.telemetry.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One thread of a container: serves one request after the other, with recycled objects. */
@State(Scope.Thread)
public class Exchange implements FilterChain {
  private static final Filter[] NO_FILTERS = {};
  private static final Handler NO_HANDLER = (request, response) -> {};
  private static final ServletContext CONTEXT = Unsupported.of(ServletContext.class);

  private final Response response = new Response();
  private final Request request = new Request(CONTEXT, response);

  /** Every CDI container listens to requests, so that there is one in any case. */
  private final ServletRequestEvent event = new ServletRequestEvent(CONTEXT, request);

  private Filter[] filters = NO_FILTERS;
  private Handler handler = NO_HANDLER;
  private int position;

  Response response() {
    return response;
  }

  Request request() {
    return request;
  }

  /** Serves a request: through the filters to the handler, and to its end. */
  void serve(Filter[] through, Handler to, ServletRequestListener... listeners)
      throws IOException, ServletException {
    request.recycle();
    filters = through;
    handler = to;
    position = 0;
    doFilter(request, response);
    request.dispatched();
    for (ServletRequestListener listener : listeners) {
      listener.requestDestroyed(event);
    }
  }

  @Override
  public void doFilter(ServletRequest passedOn, ServletResponse answer)
      throws IOException, ServletException {
    if (position < filters.length) {
      filters[position++].doFilter(passedOn, answer, this);
    } else {
      handler.handle((HttpServletRequest) passedOn, (HttpServletResponse) answer);
    }
  }
}
