package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is logged of an exporter that fails: once by the module, and nothing by OpenTelemetry. */
class QuietExporterTest {
  private final Log log = Log.open();

  @AfterEach
  void close() {
    log.close();
  }

  /** Answers as the test wants it, and remembers what it was asked. */
  private static final class Answering implements SpanExporter {
    private final List<String> asked = new ArrayList<>();
    private final CompletableResultCode answer;

    Answering(CompletableResultCode answer) {
      this.answer = answer;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      asked.add("export");
      return answer;
    }

    @Override
    public CompletableResultCode flush() {
      asked.add("flush");
      return answer;
    }

    @Override
    public CompletableResultCode shutdown() {
      asked.add("shutdown");
      return answer;
    }
  }

  @Test
  void failureIsSaidOnceWithItsDestinationAndItsCause() {
    CompletableResultCode failed =
        CompletableResultCode.ofExceptionalFailure(new IOException("refused"));
    try (QuietExporter exporter = new QuietExporter(new Answering(failed), "http://c:4317")) {
      for (int i = 0; i < 3; i++) {
        assertThat(exporter.export(List.of())).isSameAs(failed);
      }
    }
    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0034: spans cannot be sent to http://c:4317")
        .contains("refused");
  }

  @Test
  void successIsNotSaid() {
    Answering behind = new Answering(CompletableResultCode.ofSuccess());
    QuietExporter exporter = new QuietExporter(behind, "http://c:4317");
    assertThat(exporter.export(List.of()).isSuccess()).isTrue();
    assertThat(exporter.flush().isSuccess()).isTrue();
    assertThat(exporter.shutdown().isSuccess()).isTrue();

    assertThat(behind.asked).containsExactly("export", "flush", "shutdown");
    assertThat(log.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.opentelemetry.exporter.internal.grpc.GrpcExporter",
        "io.opentelemetry.exporter.otlp.internal.GrpcExporter"
      })
  void exportersOwnLoggerIsSilentUntilTheEndAndThenAsItWas(String name) {
    Logger logger = Logger.getLogger(name);
    List<String> heard = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            heard.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Filter users = record -> !record.getMessage().equals("unwanted");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    logger.setFilter(users);
    try {
      QuietExporter exporter =
          new QuietExporter(new Answering(CompletableResultCode.ofSuccess()), "http://c:4317");
      logger.warning("while it is open");
      exporter.shutdown();
      logger.warning("after the end");
      logger.warning("unwanted");

      assertThat(heard).containsExactly("after the end");
      assertThat(logger.getFilter()).isSameAs(users);
    } finally {
      logger.setFilter(null);
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
  }
}
