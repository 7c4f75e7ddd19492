package dev.blockyard.telemetry.conformance;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.ServiceLoader;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * Jetty and Weld with one application, which the module finds as on any server: its initializer as
 * a service, its configuration in MicroProfile Config, and OpenTelemetry as a bean.
 */
final class JettyServer {
  private static final String ERROR_PAGE = "/error-page";

  private final WeldContainer cdi;
  private final Server server = new Server();

  /** What a servlet does with a request. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  /** The server's OpenTelemetry. */
  @ApplicationScoped
  static class Telemetry {
    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return HttpServerConformance.KIT.getOpenTelemetry();
    }
  }

  /**
   * Starts the server.
   *
   * @param around the outermost filter
   * @param first answers the requests
   * @param dispatched answers what the first one dispatches
   */
  static JettyServer start(
      int port, String contextPath, Filter around, Handler first, Handler dispatched)
      throws Exception {
    JettyServer started = new JettyServer();
    try {
      started.serve(port, application(contextPath, around, first, dispatched));
      return started;
    } catch (Exception e) {
      started.stop();
      throw e;
    }
  }

  private JettyServer() {
    cdi = new Weld().skipShutdownHook().addBeanClass(Telemetry.class).initialize();
  }

  private void serve(int port, ServletContextHandler application) throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(application);
    server.start();
  }

  private static ServletContextHandler application(
      String contextPath, Filter around, Handler first, Handler dispatched) {
    ServletContextHandler application =
        new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(500, ERROR_PAGE);
    application.setErrorHandler(errors);
    ServletHolder endpoints = servlet(first);
    Endpoints.PATTERNS.forEach(pattern -> application.addServlet(endpoints, pattern));
    application.addServlet(servlet(dispatched), Endpoints.DISPATCHED + "/*");
    application.addServlet(servlet(JettyServer::showError), ERROR_PAGE);
    ServiceLoader.load(ServletContainerInitializer.class)
        .forEach(application::addServletContainerInitializer);
    application.addServletContainerInitializer(
        (classes, servlets) -> {
          FilterRegistration.Dynamic outermost = servlets.addFilter("around", around);
          outermost.setAsyncSupported(true);
          outermost.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
    return application;
  }

  private static void showError(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(request.getAttribute(RequestDispatcher.ERROR_MESSAGE));
  }

  private static ServletHolder servlet(Handler handler) {
    ServletHolder holder = new ServletHolder(new HandlerServlet(handler));
    holder.setAsyncSupported(true);
    return holder;
  }

  void stop() throws Exception {
    try {
      server.stop();
    } finally {
      cdi.shutdown();
    }
  }

  /** Answers requests with any method. */
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
