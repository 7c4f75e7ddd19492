package dev.blockyard.telemetry.conformance.agent;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Servers with one application, at {@code /shop}, whose one servlet is at {@code /app/*}. They run
 * the initializers that they find, and so the module, and end with the process.
 */
enum WebServer {
  JETTY {
    @Override
    int start(HttpServlet servlet) throws Exception {
      return jetty(new ServletContextHandler(CONTEXT_PATH), servlet);
    }
  },

  /** Open Liberty has this filter with the agent, too, and it does nothing then. */
  JETTY_WITH_THE_FILTER_OF_OPEN_LIBERTY {
    @Override
    int start(HttpServlet servlet) throws Exception {
      ServletContextHandler application = new ServletContextHandler(CONTEXT_PATH);
      FilterHolder filter =
          new FilterHolder((request, response, chain) -> chain.doFilter(request, response));
      filter.setName("io.openliberty.microprofile.telemetry.Filter");
      filter.setAsyncSupported(true);
      application.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
      return jetty(application, servlet);
    }
  },

  TOMCAT {
    @Override
    int start(HttpServlet servlet) throws Exception {
      Path folder = Files.createTempDirectory("tomcat");
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(folder.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", HOST);
      Context application = tomcat.addContext(CONTEXT_PATH, folder.toString());
      Tomcat.addServlet(application, NAME, servlet).setAsyncSupported(true);
      application.addServletMappingDecoded(PATTERN, NAME);
      initializers()
          .forEach(
              initializer -> application.addServletContainerInitializer(initializer, Set.of()));
      tomcat.start();
      return tomcat.getConnector().getLocalPort();
    }
  },

  UNDERTOW {
    @Override
    int start(HttpServlet servlet) throws Exception {
      DeploymentInfo application =
          Servlets.deployment()
              .setClassLoader(WebServer.class.getClassLoader())
              .setContextPath(CONTEXT_PATH)
              .setDeploymentName(NAME)
              .addServlet(
                  Servlets.servlet(
                          NAME, servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                      .addMapping(PATTERN)
                      .setAsyncSupported(true));
      initializers()
          .forEach(
              initializer ->
                  application.addServletContainerInitializer(
                      new ServletContainerInitializerInfo(
                          initializer.getClass(),
                          new ImmediateInstanceFactory<>(initializer),
                          Set.of())));
      DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
      deployment.deploy();
      Undertow server =
          Undertow.builder()
              .addHttpListener(0, HOST)
              .setHandler(Handlers.path().addPrefixPath(CONTEXT_PATH, deployment.start()))
              .build();
      server.start();
      return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }
  };

  private static final String HOST = "127.0.0.1";
  private static final String CONTEXT_PATH = "/shop";
  private static final String PATTERN = "/app/*";
  private static final String NAME = "app";

  /** Starts on a free port of this machine, and returns it. */
  abstract int start(HttpServlet servlet) throws Exception;

  private static int jetty(ServletContextHandler application, HttpServlet servlet)
      throws Exception {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    application.addServlet(holder, PATTERN);
    initializers().forEach(application::addServletContainerInitializer);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(HOST);
    server.addConnector(connector);
    server.setHandler(application);
    server.start();
    return connector.getLocalPort();
  }

  private static ServiceLoader<ServletContainerInitializer> initializers() {
    return ServiceLoader.load(ServletContainerInitializer.class);
  }
}
