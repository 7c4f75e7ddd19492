package dev.blockyard.telemetry.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.tracing.CallSpan;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.tracing.Spans;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.testing.TraceReceiver.Conduct;
import dev.blockyard.telemetry.testing.TraceTree;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracing outside of a server: spans over OTLP/gRPC, and what becomes of it without a receiver. */
@Timeout(60)
class TracingTest {
  private final Log log = Log.open();

  @AfterEach
  void nothingTraces() {
    log.close();
    List.of(
            "otel.service.name",
            "otel.resource.attributes",
            "otel.exporter.otlp.endpoint",
            "otel.exporter.otlp.protocol",
            "otel.traces.sampler")
        .forEach(System::clearProperty);
    assertThat(GlobalTracing.get()).isNull();
  }

  private static void trace(String name) {
    CallSpan span = spans().call(List.of(name), null, null);
    span.end(false, null);
    span.leave();
  }

  private static Spans spans() {
    return Objects.requireNonNull(GlobalTracing.get());
  }

  @Test
  void spansAreSentWhenItIsClosed() {
    try (TraceReceiver receiver = TraceReceiver.start()) {
      try (Tracing tracing = Tracing.start(receiver.endpoint())) {
        assertThat(tracing).isNotNull();
        trace("worker.spawn");
      }
      assertThat(receiver.trees()).isEqualTo("INTERNAL worker.spawn\n");
      assertThat(service(receiver)).isEqualTo("blockyard");
    }
    assertThat(log.messages()).isEmpty();
  }

  /** For OpenTelemetry, an empty value is none. */
  @Test
  void emptyNameOfTheServiceIsNone() {
    System.setProperty("otel.service.name", "");

    assertThat(serviceOfASpan()).isEqualTo("blockyard");
  }

  @Test
  void emptyNameOfTheServiceHidesNoAttribute() {
    System.setProperty("otel.service.name", "");
    System.setProperty("otel.resource.attributes", "service.name=shop");

    assertThat(serviceOfASpan()).isEqualTo("shop");
  }

  @Test
  void serviceIsCalledWhatTheUserSays() {
    System.setProperty("otel.service.name", "platform");
    try (TraceReceiver receiver = TraceReceiver.start()) {
      try (Tracing tracing = Tracing.start("http://" + receiver.endpoint() + "/")) {
        assertThat(tracing).isNotNull();
        trace("worker.spawn");
      }
      assertThat(service(receiver)).isEqualTo("platform");
    }
  }

  @Test
  void keysOfTheSdkApply() {
    System.setProperty(
        "otel.resource.attributes", "service.name=named,deployment.environment=test");
    System.setProperty("otel.exporter.otlp.endpoint", "http://127.0.0.1:9");
    System.setProperty("otel.exporter.otlp.protocol", "http/protobuf");
    try (TraceReceiver receiver = TraceReceiver.start()) {
      try (Tracing tracing = Tracing.start(receiver.endpoint())) {
        assertThat(tracing).isNotNull();
        trace("worker.spawn");
      }
      assertThat(TraceTree.attributes(receiver.resources().get(0).getAttributesList()))
          .containsEntry("service.name", "named")
          .containsEntry("deployment.environment", "test");
    }
  }

  @Test
  void keyThatTheSdkRefusesIsNamed() {
    System.setProperty("otel.traces.sampler", "sometimes");

    assertThatThrownBy(() -> Tracing.start("localhost:4317"))
        .hasMessageMatching("BYT0035: .*\\(.*otel\\.traces\\.sampler.*\\): correct .*");
  }

  private static @Nullable String serviceOfASpan() {
    try (TraceReceiver receiver = TraceReceiver.start()) {
      try (Tracing tracing = Tracing.start(receiver.endpoint())) {
        assertThat(tracing).isNotNull();
        trace("worker.spawn");
      }
      return service(receiver);
    }
  }

  private static @Nullable String service(TraceReceiver receiver) {
    return TraceTree.attributes(receiver.resources().get(0).getAttributesList())
        .get("service.name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void withoutAnEndpointTheTraceContextTravels(String endpoint) {
    try (Tracing tracing = Tracing.start(endpoint)) {
      assertThat(tracing).isNotNull();
      CallSpan span = spans().call(List.of("proxy.forward"), null, null);
      assertThat(WorkerTracing.headers())
          .hasEntrySatisfying(
              "traceparent", value -> assertThat(value).matches("00-\\w{32}-\\w{16}-01"));
      span.leave();
      assertThat(spans().destination()).isEqualTo("propagation only");
    }
  }

  @Test
  void oneAtATimeAndClosedMoreThanOnceIsClosed() {
    Tracing first = Tracing.start("");
    assertThatThrownBy(() -> Tracing.start(""))
        .hasMessageStartingWith("BYT0032: tracing has been started already");
    first.close();
    try (Tracing second = Tracing.start("")) {
      assertThat(second).isNotNull();
      first.close();
      assertThat(GlobalTracing.get()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector", "http://", "ftp://collector:4317", "collector:0", ":4317"})
  void whatIsNoEndpointIsRefused(String endpoint) {
    assertThatThrownBy(() -> Tracing.start(endpoint))
        .hasMessageStartingWith(
            "BYT0001: the endpoint of Tracing.start is \"" + endpoint + "\", which cannot be used");
  }

  @ParameterizedTest
  @EnumSource(
      value = Conduct.class,
      names = {"REFUSES", "HOLDS"})
  void receiverThatTakesNothingBlocksNobodyAndIsSaidOnce(Conduct conduct) throws Exception {
    try (TraceReceiver receiver = TraceReceiver.start(conduct)) {
      Tracing tracing = Tracing.start(receiver.endpoint());
      for (int i = 0; i < 10_000; i++) { // more than the queue holds
        trace("worker.spawn");
      }
      if (conduct == Conduct.REFUSES) {
        receiver.awaitExport();
      }
      tracing.close();
    }
    assertThat(log.messages()).hasSizeLessThanOrEqualTo(1);
    if (conduct == Conduct.REFUSES) {
      assertThat(log.messages()).singleElement().asString().startsWith("BYT0034: spans cannot");
    }
  }

  @Test
  void receiverThatIsNotThereIsSaidOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> ofTheExporter = new CopyOnWriteArrayList<>();
    CountDownLatch said = new CountDownLatch(1);
    Handler exporters = handler(record -> ofTheExporter.add(record.getMessage()));
    Handler ours =
        handler(
            record -> {
              if (record.getMessage().contains(":" + port)) {
                said.countDown();
              }
            });
    Logger exporter = Logger.getLogger("io.opentelemetry.exporter");
    Logger module = Logger.getLogger("dev.blockyard.telemetry");
    exporter.addHandler(exporters);
    module.addHandler(ours);
    try (Tracing tracing = Tracing.start("localhost:" + port)) {
      assertThat(tracing).isNotNull();
      for (int i = 0; i < 2_000; i++) { // several batches
        trace("worker.spawn");
      }
      assertThat(said.await(50, TimeUnit.SECONDS)).isTrue(); // the exporter tries several times
    } finally {
      exporter.removeHandler(exporters);
      module.removeHandler(ours);
    }
    assertThat(ofTheExporter).isEmpty();
    assertThat(log.messages())
        .filteredOn(message -> message.contains(":" + port)) // not of the exporter of another test
        .singleElement()
        .asString()
        .startsWith("BYT0034: spans cannot be sent to http://localhost:" + port);
  }

  private static Handler handler(Consumer<LogRecord> listener) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        listener.accept(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void afterTheEndNothingIsTraced() {
    Tracing.start("").close();
    assertThat(WorkerTracing.headers()).isEqualTo(Map.of());
  }
}
