package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Await;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each life of a request is counted once, on every container, with a span of the same end. */
@Timeout(60)
abstract class RequestLifeCycle {
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cells")
  void everyRequestIsCountedOnce(Container container, Cell cell) throws Exception {
    try (CountedRequests counted = new CountedRequests();
        TestSpans traced = new TestSpans()) {
      Client.Answer answer = run(container, cell, counted, traced);

      SoftAssertions.assertSoftly(
          all -> {
            all.assertThat(counted.byAppAndClass())
                .as("counted for %s on %s", cell, container)
                .isEqualTo(cell.counted(container));
            all.assertThat(StatusClass.of(answer.status()).label())
                .as("what the client got: %s", answer.status())
                .isEqualTo(cell.seen(container));
            all.assertThat(traced.requests()).isEqualTo(cell.counted(container));
            all.assertThat(traced.currentAfterRequests())
                .as("on the container's thread, after the request")
                .isSubsetOf("none");
          });
    }
  }

  /** Sends the request, waits for its end and stops the server, so that nothing comes later. */
  private static Client.Answer run(
      Container container, Cell cell, CountedRequests counted, TestSpans traced) throws Exception {
    Stage stage = new Stage();
    RequestObserver observer =
        new RequestObserver(
            new RequestTelemetry(counted.metrics(), app -> {}, null, traced.spans()));
    WebApp app =
        cell.webApp(stage)
            .onStartup(
                context -> {
                  RequestFilter.of(cell.patterns(), observer).register(context);
                  context.addListener(traced.listener());
                  context.addListener(stage.signal());
                });
    try (Running server = container.start(app)) {
      Client.Answer answer = cell.client().send(server.port());
      if (!cell.counted(container).isEmpty()) {
        counted.await();
      }
      stage.requestCounted();
      stage.join();
      answer.rest().close();
      if (!cell.counted(container).isEmpty()) {
        // The span of a committed answer lasts until its processing completes, after the count.
        Await.until(() -> assertThat(traced.requests()).isNotEmpty());
      }
      return answer;
    }
  }

  /** The arguments of the test: each cell on each container that it is about. */
  static Stream<Arguments> onEachContainer(Cell... cells) {
    return Stream.of(cells)
        .flatMap(cell -> cell.containers().stream().map(on -> Arguments.of(on, cell)));
  }
}
