package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** WebSocket sessions in the metrics. */
class SessionsTest extends SampleTest {
  @Test
  void webSocketIsASessionWhileItLastsAndOneRequest() throws Exception {
    Received received = new Received();
    WebSocket socket = connect("/app/" + app + "/ws", received);
    socket.sendText("ping", true).join();
    assertThat(received.next()).isEqualTo("ping");
    changed(1, "blockyard_sessions_active");
    tick();
    assertThat(scrape().sum("blockyard_workers", "state=busy")).isEqualTo(1);

    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

    eventuallyChanged(0, "blockyard_sessions_active");
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=" + app, "status=1xx");
    changed(1, "blockyard_proxy_requests_total", "app=" + app);
    Await.until(
        () -> {
          tick();
          assertThat(scrape().sum("blockyard_workers", "state=busy")).isZero();
        });
  }

  @Test
  void webSocketToNoAppIsClosedAndNoSession() throws Exception {
    Received received = new Received();
    connect("/app/nosuch/ws", received);

    assertThat(received.next()).isEqualTo("closed 1008");
    changed(0, "blockyard_sessions_active");
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=unknown", "status=1xx");
  }

  @Test
  void sessionEndsWithItsWorker() throws Exception {
    Received received = new Received();
    connect("/app/" + app + "/ws", received);
    eventuallyChanged(1, "blockyard_sessions_active");

    request("GET", "/app/" + app + "/crash");

    assertThat(received.next()).isEqualTo("closed 1001");
    eventuallyChanged(0, "blockyard_sessions_active");
  }

  @Test
  void workerOfAnOldVersionDrainsUntilItsSessionEnds() throws Exception {
    Received received = new Received();
    WebSocket socket = connect("/app/" + app + "/ws", received);
    eventuallyChanged(1, "blockyard_sessions_active");

    upload("greeting=two");
    tick();
    assertThat(scrape().sum("blockyard_workers", "state=draining")).isEqualTo(1);
    socket.sendText("still there", true).join();
    assertThat(received.next()).isEqualTo("still there");
    changed(0, "blockyard_workers_stopped_total");

    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    Await.until(
        () -> {
          tick();
          changed(1, "blockyard_workers_stopped_total", "reason=graceful");
        });
    assertThat(scrape().sum("blockyard_workers", "state=draining")).isZero();
  }

  @Test
  void versionKeepsItsFilesUntilItsLastSessionEnds() throws Exception {
    int folders = folders();
    WebSocket socket = connect("/app/" + app + "/ws", new Received());
    eventuallyChanged(1, "blockyard_sessions_active");

    upload("greeting=two");
    tick();
    assertThat(folders()).isEqualTo(folders + 1);

    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    Await.until(
        () -> {
          tick();
          assertThat(folders()).isEqualTo(folders);
        });
  }

  @Test
  void deletedAppHasNoSessionNotEvenOfAnOldVersion() throws Exception {
    int folders = folders();
    Received received = new Received();
    connect("/app/" + app + "/ws", received);
    eventuallyChanged(1, "blockyard_sessions_active");
    upload("greeting=two");

    assertThat(request("DELETE", "/api/apps/" + app).statusCode()).isEqualTo(200);

    assertThat(received.next()).isEqualTo("closed 1001");
    eventuallyChanged(0, "blockyard_sessions_active");
    changed(1, "blockyard_workers_stopped_total", "reason=graceful");
    Await.until(() -> assertThat(folders()).isEqualTo(folders - 1));
  }

  /** How many versions of the app have files, with what a run that was killed has left. */
  private int folders() throws IOException {
    int count = 0;
    for (Path root : list(Path.of(System.getProperty("java.io.tmpdir")), "blockyard-sample-")) {
      count += list(root, app + "-").size();
    }
    return count;
  }

  private static List<Path> list(Path folder, String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, prefix + "*")) {
      paths.forEach(found::add);
    }
    return found;
  }

  private static WebSocket connect(String path, WebSocket.Listener listener) {
    return HTTP.newWebSocketBuilder().buildAsync(uri("ws", path), listener).join();
  }

  /** What a WebSocket client gets: messages, and the code with which it is closed. */
  private static final class Received implements WebSocket.Listener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      String event = events.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
      assertThat(event).as("next message or close").isNotNull();
      return event;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      events.add(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      events.add("closed " + status);
      return null;
    }
  }
}
