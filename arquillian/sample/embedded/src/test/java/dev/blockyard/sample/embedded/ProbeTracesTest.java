package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.TraceScenario;
import dev.blockyard.telemetry.container.TracedRequest;
import dev.blockyard.telemetry.probe.GateFilter;
import dev.blockyard.telemetry.probe.Socket;
import dev.blockyard.telemetry.probe.Steps;
import dev.blockyard.telemetry.probe.TraceServlet;
import dev.blockyard.telemetry.probe.Workers;
import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.tracing.Tracing;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import java.util.EnumSet;
import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Traces on Jetty and Weld, with nothing of OpenTelemetry but what the module has started. */
class ProbeTracesTest extends TraceScenario {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();

  private static Tracing tracing;
  private static WeldContainer cdi;
  private static Server server;

  ProbeTracesTest() {
    super("traces", RECEIVER, Map.of());
  }

  @Override
  protected boolean has(TracedRequest request) {
    return request != TracedRequest.JAX_RS && request != TracedRequest.JAX_RS_EXCEPTION;
  }

  @BeforeAll
  static void start() throws Exception {
    tracing = Tracing.start(RECEIVER.endpoint());
    cdi =
        new Weld()
            .property(Weld.SHUTDOWN_HOOK_SYSTEM_PROPERTY, false)
            .addBeanClasses(Workers.class, Steps.class)
            .initialize();
    ServletContextHandler context = new ServletContextHandler("/traces");
    TraceServlet servlet = new TraceServlet();
    SampleServer.inject(servlet, cdi.getBeanManager());
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/app/trace/*");
    context.addFilter(
        new FilterHolder(new GateFilter()), "/app/gate/*", EnumSet.of(DispatcherType.REQUEST));
    JakartaWebSocketServletContainerInitializer.configure(
        context, (servlets, webSockets) -> webSockets.addEndpoint(Socket.class));
    ServiceLoader.load(ServletContainerInitializer.class)
        .forEach(context::addServletContainerInitializer);
    server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    System.setProperty("server.port", String.valueOf(connector.getLocalPort()));
    // The sample's beans are on the class path, too: it uploads and restores two apps.
    RECEIVER.await(() -> assertThat(RECEIVER.spans()).hasSize(4));
  }

  @AfterAll
  static void stop() throws Exception {
    System.clearProperty("server.port");
    server.stop();
    cdi.shutdown();
    tracing.close();
    RECEIVER.close();
  }
}
