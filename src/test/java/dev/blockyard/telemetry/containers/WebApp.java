package dev.blockyard.telemetry.containers;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A web application as a test describes it, for each {@link Container} alike. */
public final class WebApp {
  private final List<Consumer<ServletContext>> startup = new ArrayList<>();
  private final Map<Integer, String> statusPages = new HashMap<>();
  private final Map<Class<? extends Throwable>, String> exceptionPages = new HashMap<>();
  private final List<Class<?>> sockets = new ArrayList<>();

  /** Handles a request; what it throws is what the servlet throws. */
  @FunctionalInterface
  public interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  public WebApp onStartup(Consumer<ServletContext> step) {
    startup.add(step);
    return this;
  }

  public WebApp servlet(String pattern, Handler handler) {
    return onStartup(
        context -> {
          ServletRegistration.Dynamic servlet =
              context.addServlet("servlet " + pattern, new HandlerServlet(handler));
          servlet.setAsyncSupported(true);
          servlet.addMapping(pattern);
        });
  }

  /** Adds a filter of the user's for every request, behind those that are there. */
  public WebApp filter(Filter filter) {
    return onStartup(
        context -> {
          FilterRegistration.Dynamic registration = context.addFilter("the user's", filter);
          registration.setAsyncSupported(true);
          registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        });
  }

  public WebApp errorPage(int status, String path) {
    statusPages.put(status, path);
    return this;
  }

  public WebApp errorPage(Class<? extends Throwable> thrown, String path) {
    exceptionPages.put(thrown, path);
    return this;
  }

  public WebApp socket(Class<?> endpoint) {
    sockets.add(endpoint);
    return this;
  }

  public void start(ServletContext context) {
    startup.forEach(step -> step.accept(context));
  }

  public Map<Integer, String> statusPages() {
    return statusPages;
  }

  public Map<Class<? extends Throwable>, String> exceptionPages() {
    return exceptionPages;
  }

  public List<Class<?>> sockets() {
    return sockets;
  }

  private static final class HandlerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Handler handler;

    HandlerServlet(Handler handler) {
      this.handler = handler;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      handler.handle(request, response);
    }
  }
}
