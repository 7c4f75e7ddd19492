package dev.blockyard.sample.embedded;

import dev.blockyard.telemetry.tracing.Tracing;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the sample platform until it is interrupted: {@code Main [port]}. */
public final class Main {
  private static final String OTLP_ENDPOINT = "blockyard.telemetry.otlp.endpoint";
  private static final String WORKERS_ENDPOINT = "sample.workers.otlp-endpoint";
  private static final int DEFAULT_PORT = 18080;

  // The log manager references loggers weakly, and would lose their levels.
  private static final List<Logger> VERBOSE =
      List.of(Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("org.jboss.weld"));

  private Main() {}

  /**
   * Starts the platform and prints what to try. Spans are exported to the endpoint in the system
   * property {@code blockyard.telemetry.otlp.endpoint}; without one, the page shows them.
   *
   * @param args the port; without one, the system property {@code sample.port}, or 18080
   * @throws Exception if the port is taken or something does not start
   */
  public static void main(String[] args) throws Exception {
    VERBOSE.forEach(logger -> logger.setLevel(Level.WARNING));
    int port =
        args.length > 0
            ? Integer.parseInt(args[0])
            : Integer.getInteger("sample.port", DEFAULT_PORT);
    System.out.println("Starting the sample platform on 127.0.0.1:" + port + " …");
    String collector = System.getProperty(OTLP_ENDPOINT, "");
    Tracing tracing = collector.isBlank() ? null : Tracing.start(collector);
    SampleServer server = SampleServer.start(port);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, tracing)));
    String url = "http://127.0.0.1:" + server.port();
    if (tracing == null) {
      System.setProperty(WORKERS_ENDPOINT, url + "/api/otlp");
    }
    String app = "http://hello.localhost:" + server.port() + "/app/hello/";
    System.out.printf(
        """

        The sample platform is running. Open its page and press the buttons: %1$s/
        Its metrics: %1$s/metrics
        An app, on an origin of its own: %2$s

        Or try these in another terminal, and watch the metrics:
          curl %1$s/app/hello/              a request, after a cold start
          curl -i %1$s/app/hello/status/418 a request that is answered with 4xx
          curl -i %1$s/app/hello/crash      a worker that crashes and is evicted soon after
          curl -X DELETE %1$s/api/apps/shop an app that is deleted

        It asks nobody for a password: whoever can connect to this port may do all of this.
        Press Ctrl-C to stop it.
        """,
        url, app);
    server.join();
  }

  private static void stop(SampleServer server, @Nullable Tracing tracing) {
    try (tracing) {
      server.stop();
    } catch (Exception e) {
      System.err.println("Did not stop cleanly: " + e);
    }
  }
}
