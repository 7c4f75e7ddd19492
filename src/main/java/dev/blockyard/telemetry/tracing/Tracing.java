package dev.blockyard.telemetry.tracing;

import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.OtlpEndpoint;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.tracing.StartedTracing;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sets up tracing in a standalone program, where no server sets up OpenTelemetry.
 *
 * <pre>{@code
 * try (Tracing tracing = Tracing.start("collector:4317")) {
 *   … // start CDI and the servlet container, and run until they have stopped
 * }
 * }</pre>
 *
 * <p>Start it before CDI and the servlet container, because the module looks for it only while they
 * start. It needs {@code io.opentelemetry:opentelemetry-exporter-otlp} and {@code
 * io.opentelemetry:opentelemetry-sdk-extension-autoconfigure}; without the latter, the SDK's own
 * keys other than {@code otel.service.name} have no effect. On a server with MicroProfile
 * Telemetry, set {@code blockyard.telemetry.otlp.endpoint} instead.
 */
public final class Tracing implements AutoCloseable {
  private final StartedTracing started;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Tracing(StartedTracing started) {
    this.started = started;
  }

  /**
   * Starts to trace. Spans are sent in batches over OTLP/gRPC, in plaintext to {@code http://…},
   * {@code localhost:…} and {@code 127.0.0.1:…}, else with TLS. The {@code otel.*} system
   * properties and {@code OTEL_*} variables of the SDK's autoconfiguration apply to all else. The
   * service is called {@code blockyard} unless they name it. Where OpenTelemetry's Java agent runs,
   * it sends the spans, and the endpoint has no effect.
   *
   * @param endpoint {@code host:port}, or {@code http://} or {@code https://} before it; empty to
   *     send nothing; the trace context still reaches workers
   * @return the running tracing; closing it sends the last spans
   * @throws RuntimeException with a code, if the endpoint cannot be used, the SDK is missing or
   *     refuses its configuration, or tracing has been started before and is not closed
   */
  public static Tracing start(String endpoint) {
    OtlpEndpoint parsed =
        endpoint.isBlank() ? null : OtlpEndpoint.parse("the endpoint of Tracing.start", endpoint);
    for (String needed : new String[] {StartedTracing.SDK, StartedTracing.EXPORTER}) {
      if (!ClassPath.has(needed)) {
        throw new TelemetryException(Message.BYT0031, needed);
      }
    }
    StartedTracing started = StartedTracing.start(parsed);
    if (!GlobalTracing.start(started.spans())) {
      started.close();
      throw new TelemetryException(Message.BYT0032);
    }
    return new Tracing(started);
  }

  /**
   * Sends what has not been sent yet, for five seconds at most, and stops tracing. Closing it again
   * has no effect.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      GlobalTracing.stop(started.spans());
      started.close();
    }
  }
}
