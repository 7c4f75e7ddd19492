package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Logs once that spans do not arrive; the exporter behind it would log it again and again. */
final class QuietExporter implements SpanExporter {
  /**
   * The exporter's logger in OpenTelemetry 1.48 and in 1.66. Held here, because the log manager
   * would drop an unused logger together with its filter.
   */
  private static final List<Logger> TALKATIVE =
      Stream.of(
              "io.opentelemetry.exporter.internal.grpc.GrpcExporter",
              "io.opentelemetry.exporter.otlp.internal.GrpcExporter")
          .map(Logger::getLogger)
          .toList();

  private final SpanExporter exporter;
  private final String destination;
  private final Map<Logger, @Nullable Filter> filtersBefore = new HashMap<>();
  private final Warnings warnings = new Warnings();

  QuietExporter(SpanExporter exporter, String destination) {
    this.exporter = exporter;
    this.destination = destination;
    for (Logger logger : TALKATIVE) {
      filtersBefore.put(logger, logger.getFilter());
      logger.setFilter(record -> false);
    }
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            Throwable failure = result.getFailureThrowable();
            warnings.once(Message.BYT0034, failure, destination, failure);
          }
        });
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    filtersBefore.forEach(Logger::setFilter);
    return exporter.shutdown();
  }
}
