package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many workers there may be, and who gets the requests of one that is gone. */
class WorkersTest extends SampleTest {
  private static final Pattern WORKER_HOST = Pattern.compile("(?m)^host: 127.0.0.1:(\\d+)$");

  @Test
  void appHasAMaximumOfWorkers() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(request("POST", "/api/apps/" + app + "/workers").statusCode()).isEqualTo(201);
    }
    HttpResponse<String> refused = request("POST", "/api/apps/" + app + "/workers");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains(app + " has 4 workers, the maximum");
    changed(4, "blockyard_workers_spawned_total");
    changed(4, "blockyard_workers_active");
    assertThat(request("GET", "/app/" + app + "/").statusCode()).isEqualTo(200);
  }

  @Test
  void workerThatStopsFreesItsPlace() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(request("POST", "/api/apps/" + app + "/workers").statusCode()).isEqualTo(201);
    }
    assertThat(request("POST", "/api/idle-out").statusCode()).isEqualTo(200);

    assertThat(request("POST", "/api/apps/" + app + "/workers").statusCode()).isEqualTo(201);
  }

  @Test
  void appWithoutAPlaceForItsWorkerIsUnavailable() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(request("POST", "/api/apps/" + app + "/workers").statusCode()).isEqualTo(201);
    }
    // The old version's workers keep their places until they have been stopped.
    assertThat(upload("greeting=two").statusCode()).isEqualTo(201);
    HttpResponse<String> refused = request("GET", "/app/" + app + "/");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }

  /** One after another, they would hold the server's threads for as many timeouts. */
  @Test
  void requestsThatWaitForTheSameStartFailWithIt() throws Exception {
    assertThat(upload("start=hangs").statusCode()).isEqualTo(201);
    HttpRequest request = HttpRequest.newBuilder(uri("http", "/app/" + app + "/")).build();
    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.generate(() -> HTTP.sendAsync(request, BodyHandlers.ofString())).limit(4).toList();

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(503);
    }
    changed(1, "blockyard_worker_spawns_failed_total");
  }

  @Test
  void portOfADeadWorkerGetsNoRequest() throws Exception {
    Set<ProcessHandle> others = children();
    int port = workerPort();
    ProcessHandle worker =
        children().stream().filter(child -> !others.contains(child)).findAny().orElseThrow();
    assertThat(request("GET", "/app/" + app + "/crash").statusCode()).isEqualTo(502);
    Await.until(() -> assertThat(worker.isAlive()).isFalse());

    AtomicInteger requests = new AtomicInteger();
    try (ServerSocket another = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> count(another, requests));
      thread.start();

      assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("one\n");
      assertThat(workerPort()).isNotEqualTo(port);
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void workerAnswersNoRequestForAnotherOne() throws Exception {
    URI worker = URI.create("http://127.0.0.1:" + workerPort() + "/");
    for (String id : new String[] {"", "another"}) {
      HttpRequest request = HttpRequest.newBuilder(worker).header("Blockyard-Worker", id).build();

      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(421);
      assertThat(answer.body()).doesNotContain("one");
    }
  }

  private static void count(ServerSocket server, AtomicInteger requests) {
    try {
      while (true) {
        Socket connection = server.accept();
        requests.incrementAndGet();
        connection.close();
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  /** The address under which the platform asks the worker, as the worker shows it. */
  private int workerPort() throws Exception {
    Matcher host = WORKER_HOST.matcher(request("GET", "/app/" + app + "/head").body());
    assertThat(host.find()).isTrue();
    return Integer.parseInt(host.group(1));
  }
}
