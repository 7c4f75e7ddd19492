package dev.blockyard.sample;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.testing.Await;
import jakarta.websocket.Session;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** WebSocket sessions with workers that do not take part in them. */
class HostileSessionTest extends HostileWorker {
  @Test
  void webSocketToThePortOfAWorkerThatEndedIsCut() throws Exception {
    List<Object> called = new CopyOnWriteArrayList<>();
    Tunnel tunnel = client.tunnelOf(stub(Session.class, Map.of(), called), worker());
    requireNonNull(process).destroyForcibly().onExit().join();

    tunnel.onOpen(stub(WebSocket.class, Map.of(), called));

    assertThat(called).containsExactly("abort");
    assertThat(tunnel.ended()).isCompleted();
  }

  @Test
  void webSocketThatIsNeverAcceptedEnds() throws Exception {
    giveUpSoon();
    Worker worker = worker("");
    Tunnel tunnel = client.tunnelOf(stub(Session.class, Map.of(), new ArrayList<>()), worker);

    CompletableFuture<Void> session = client.openSession(app, worker, tunnel).toCompletableFuture();

    Await.until(() -> assertThat(session).isCompletedExceptionally());
  }

  @Test
  void messageThatAWorkerDoesNotTakeIsGivenUp() throws Exception {
    giveUpSoon();
    Tunnel tunnel = client.tunnelOf(stub(Session.class, Map.of(), new ArrayList<>()), worker(""));

    assertThatThrownBy(() -> tunnel.sendToWorker("message"))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void webSocketThatAWorkerKeepsOpenIsCut() throws Exception {
    giveUpSoon();
    List<Object> called = new CopyOnWriteArrayList<>();
    WebSocket socket =
        stub(WebSocket.class, Map.of("sendClose", new CompletableFuture<WebSocket>()), called);
    Tunnel tunnel =
        client.tunnelOf(stub(Session.class, Map.of("isOpen", false), called), worker(""));
    tunnel.onOpen(socket);

    tunnel.close();

    Await.until(() -> assertThat(called).contains("sendClose", "abort"));
  }
}
