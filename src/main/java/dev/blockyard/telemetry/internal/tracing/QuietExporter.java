package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says once that spans do not arrive, where the exporter behind it would say it again and again.
 */
final class QuietExporter implements SpanExporter {
  /** Held here, for the log manager would let it go with its filter. */
  private static final Logger TALKATIVE =
      Logger.getLogger("io.opentelemetry.exporter.internal.grpc.GrpcExporter");

  private final SpanExporter exporter;
  private final String destination;
  private final @Nullable Filter filterBefore = TALKATIVE.getFilter();
  private final Warnings warnings = new Warnings();

  QuietExporter(SpanExporter exporter, String destination) {
    this.exporter = exporter;
    this.destination = destination;
    TALKATIVE.setFilter(record -> false);
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
    TALKATIVE.setFilter(filterBefore);
    return exporter.shutdown();
  }
}
