package dev.blockyard.sample.embedded;

import dev.blockyard.telemetry.tracing.Tracing;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the sample platform until it is interrupted: {@code Main [port]}. */
public final class Main {
  private static final String OTLP_ENDPOINT = "blockyard.telemetry.otlp.endpoint";
  private static final int DEFAULT_PORT = 18080;

  // Held here, for the log manager would let them go with their level.
  private static final List<Logger> TALKATIVE =
      List.of(Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("org.jboss.weld"));

  private Main() {}

  /**
   * Starts the platform and says what to try. Spans go to the endpoint that the system property
   * {@code blockyard.telemetry.otlp.endpoint} names, if there is one.
   *
   * @param args the port; without one, the system property {@code sample.port}, or 18080
   * @throws Exception if the port is taken or something does not start
   */
  public static void main(String[] args) throws Exception {
    TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
    int port =
        args.length > 0
            ? Integer.parseInt(args[0])
            : Integer.getInteger("sample.port", DEFAULT_PORT);
    Tracing tracing = Tracing.start(System.getProperty(OTLP_ENDPOINT, ""));
    SampleServer server = SampleServer.start(port);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, tracing)));
    String url = "http://127.0.0.1:" + server.port();
    System.out.printf(
        """

        The sample platform runs. Look at it, and press its buttons: %1$s/
        Its metrics: %1$s/metrics

        Or try, in another terminal, and look at the metrics again:
          curl %1$s/app/hello/              a request, with a cold start before it
          curl -i %1$s/app/hello/status/418 a request that is answered with 4xx
          curl -i %1$s/app/hello/crash      a worker that crashes, evicted soon after
          curl -X DELETE %1$s/api/apps/shop an app that is deleted

        Ctrl-C ends it.
        """,
        url);
    server.join();
  }

  private static void stop(SampleServer server, Tracing tracing) {
    try (tracing) {
      server.stop();
    } catch (Exception e) {
      System.err.println("Did not stop cleanly: " + e);
    }
  }
}
