package dev.blockyard.telemetry.containers;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * Servlet containers that run in this process, on the loopback interface and a free port. Where the
 * JDK has virtual threads, Jetty serves requests on them.
 */
public enum Container {
  JETTY {
    @Override
    public Running start(WebApp app) throws Exception {
      ServletContextHandler context = new ServletContextHandler("/");
      ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
      app.statusPages().forEach(errors::addErrorPage);
      app.exceptionPages().forEach(errors::addErrorPage);
      context.setErrorHandler(errors);
      if (!app.sockets().isEmpty()) {
        JakartaWebSocketServletContainerInitializer.configure(
            context, (servlets, endpoints) -> app.sockets().forEach(type -> add(type, endpoints)));
      }
      context.addServletContainerInitializer((classes, servlets) -> app.start(servlets));
      return serve(context);
    }
  },

  UNDERTOW {
    @Override
    public Running start(WebApp app) throws Exception {
      ServletContainerInitializer initializer = (classes, servlets) -> app.start(servlets);
      DeploymentInfo deployment =
          Servlets.deployment()
              .setClassLoader(Container.class.getClassLoader())
              .setContextPath("/")
              .setDeploymentName("test")
              .addServletContainerInitializer(
                  new ServletContainerInitializerInfo(
                      initializer.getClass(),
                      new ImmediateInstanceFactory<>(initializer),
                      Set.of()));
      app.statusPages()
          .forEach((status, path) -> deployment.addErrorPage(new ErrorPage(path, status)));
      app.exceptionPages()
          .forEach((thrown, path) -> deployment.addErrorPage(new ErrorPage(path, thrown)));
      if (!app.sockets().isEmpty()) {
        WebSocketDeploymentInfo sockets = new WebSocketDeploymentInfo();
        app.sockets().forEach(sockets::addEndpoint);
        deployment.addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
      }
      return serve(Servlets.newContainer().addDeployment(deployment), !app.sockets().isEmpty());
    }
  };

  /** What the tests provoke need not fill the build's log. */
  private static final Logger UNDERTOW_LOG = Logger.getLogger("io.undertow");

  static {
    UNDERTOW_LOG.setLevel(Level.OFF);
  }

  /** Starts an application. */
  public abstract Running start(WebApp app) throws Exception;

  /** A server that runs; closing it ends every thread of it. */
  public interface Running extends AutoCloseable {
    int port();

    @Override
    void close();
  }

  public static Running serve(ServletContextHandler context) throws Exception {
    Server server =
        VirtualThreads.areSupported() ? new Server(new VirtualThreadPool()) : new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      server.stop();
      throw e;
    }
    return new Running() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() {
        try {
          server.stop();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  public static Running serve(DeploymentManager deployment, boolean sockets) throws Exception {
    deployment.deploy();
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setWorkerThreads(4)
            .setHandler(deployment.start())
            .build();
    server.start();
    return new Running() {
      @Override
      public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
      }

      @Override
      public void close() {
        if (sockets) {
          undeploy(deployment); // closes sessions, for which the server has to be there
        }
        server.stop();
        if (!sockets) {
          undeploy(deployment);
        }
      }
    };
  }

  private static void undeploy(DeploymentManager deployment) {
    try {
      deployment.stop();
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    deployment.undeploy();
  }

  public static void add(Class<?> endpoint, ServerContainer endpoints) {
    try {
      endpoints.addEndpoint(endpoint);
    } catch (DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }
}
