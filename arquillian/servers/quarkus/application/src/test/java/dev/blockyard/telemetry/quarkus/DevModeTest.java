package dev.blockyard.telemetry.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusDevModeTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In dev mode, Quarkus restarts the application in the same JVM at each change of a source. */
class DevModeTest {
  private static final int PORT = freePort();
  private static final String SETTINGS =
      """
      quarkus.http.host=127.0.0.1
      quarkus.http.port=%d
      quarkus.otel.sdk.disabled=true
      """;

  @RegisterExtension
  static final QuarkusDevModeTest APPLICATION =
      new QuarkusDevModeTest()
          .setLogRecordPredicate(logged -> logged.getLoggerName().equals("dev.blockyard.telemetry"))
          .withApplicationRoot(
              jar ->
                  jar.addClasses(Launcher.class, LaunchServlet.class)
                      .addAsResource(
                          new StringAsset(SETTINGS.formatted(PORT)), "application.properties"));

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void restartedApplicationCountsFromZero() throws Exception {
    launch("first");
    launch("first");
    assertThatMetricsCount(2);

    APPLICATION.modifySourceFile(Launcher.class, source -> source.replace("first", "second"));

    launch("second");
    assertThatMetricsCount(1);
    assertThat(messages()).hasSize(2).allMatch(message -> message.startsWith("BYT0016: "));
  }

  @Test
  void mistakeIsShownInTheBrowserUntilItIsMended() throws Exception {
    launch("first");

    APPLICATION.modifySourceFile(
        Launcher.class, source -> source.replace("CountedWorkerSpawn", "ReconciledWorkers"));
    HttpResponse<String> answer = get("/app/launch");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("BYT0027", "Launcher.launch");

    APPLICATION.modifySourceFile(
        Launcher.class, source -> source.replace("ReconciledWorkers", "CountedWorkerSpawn"));
    launch("first");
    assertThatMetricsCount(1);
  }

  private void launch(String expected) throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/app/launch");
    assertThat(answer.body()).isEqualTo(expected);
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private void assertThatMetricsCount(int launches) throws IOException, InterruptedException {
    assertThat(get("/metrics").body().lines().filter(line -> !line.startsWith("#")))
        .contains(
            "blockyard_workers_spawned_total " + launches + ".0",
            "blockyard_proxy_requests_total{app=\"shop\",status=\"2xx\"} " + launches + ".0")
        .extracting(sample -> sample.substring(0, sample.lastIndexOf(' ')))
        .doesNotHaveDuplicates();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + PORT + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static Stream<String> messages() {
    return APPLICATION.getLogRecords().stream().map(LogRecord::getMessage);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
