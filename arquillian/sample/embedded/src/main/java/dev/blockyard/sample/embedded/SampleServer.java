package dev.blockyard.sample.embedded;

import dev.blockyard.sample.AppSocket;
import dev.blockyard.sample.ControlServlet;
import dev.blockyard.sample.Guard;
import dev.blockyard.sample.ProxyServlet;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Decorator;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * The sample platform on an embedded server, on the loopback interface. It does what a full server
 * does with a WAR: it starts CDI, runs the initializers of the jars, and injects servlets, filters
 * and WebSocket endpoints.
 */
final class SampleServer {
  private final WeldContainer cdi;
  private final Server server;

  private SampleServer(WeldContainer cdi, Server server) {
    this.cdi = cdi;
    this.server = server;
  }

  /** Starts the platform on this port, or on a free one for 0. */
  static SampleServer start(int port) throws Exception {
    WeldContainer cdi = new Weld().property(Weld.SHUTDOWN_HOOK_SYSTEM_PROPERTY, false).initialize();
    Server server = new Server();
    SampleServer started = new SampleServer(cdi, server);
    try {
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      connector.setPort(port);
      server.addConnector(connector);
      server.setHandler(sample(cdi.getBeanManager()));
      server.start();
      return started;
    } catch (Exception e) {
      started.stop();
      throw e;
    }
  }

  int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  void join() throws InterruptedException {
    server.join();
  }

  /** Stops the platform, and with it its workers. */
  synchronized void stop() throws Exception {
    try {
      server.stop();
    } finally {
      if (cdi.isRunning()) {
        cdi.shutdown();
      }
    }
  }

  private static ServletContextHandler sample(BeanManager beans) {
    ServletContextHandler context = new ServletContextHandler("/");
    context.getObjectFactory().addDecorator(new Injection(beans));
    for (Class<? extends HttpServlet> servlet :
        List.of(ProxyServlet.class, ControlServlet.class, TracesServlet.class)) {
      for (String pattern : servlet.getAnnotation(WebServlet.class).value()) {
        context.addServlet(servlet, pattern);
      }
    }
    context.setBaseResource(
        ResourceFactory.of(context).newResource(SampleServer.class.getResource("/webapp/")));
    context.addServlet(DefaultServlet.class, "/");
    // First: no upgrade gets past Jetty's filter, and the initializers put theirs ahead of it.
    JakartaWebSocketServletContainerInitializer.configure(
        context, (servlets, webSockets) -> webSockets.addEndpoint(AppSocket.class));
    ServiceLoader.load(ServletContainerInitializer.class)
        .forEach(context::addServletContainerInitializer);
    // Last, and so ahead of all the others.
    context.addServletContainerInitializer(
        (classes, servlets) -> {
          FilterRegistration.Dynamic guard = servlets.addFilter("guard", Guard.class);
          guard.setAsyncSupported(true);
          guard.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
    return context;
  }

  /** Injects an object that CDI has not made. */
  static void inject(Object object, BeanManager beans) {
    new Injection(beans).decorate(object);
  }

  /** Injects the objects that Jetty makes. */
  private record Injection(BeanManager beans) implements Decorator {
    @Override
    public <T> T decorate(T object) {
      target(object).inject(object, beans.createCreationalContext(null));
      return object;
    }

    @Override
    public void destroy(Object object) {}

    @SuppressWarnings("unchecked") // An object is of its own class.
    private <T> InjectionTarget<T> target(T object) {
      Class<T> type = (Class<T>) object.getClass();
      return beans
          .getInjectionTargetFactory(beans.createAnnotatedType(type))
          .createInjectionTarget(null);
    }
  }
}
