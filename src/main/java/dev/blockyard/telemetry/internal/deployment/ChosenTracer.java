package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.servers.ServerWideTelemetry;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.tracing.InjectedTracing;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tracer of one deployment: the one that {@code Tracing.start} has started in this process,
 * else the server's.
 *
 * @param spans creates spans; null where nothing is traced
 * @param deployed whether it is the server's, and ends with the deployment
 */
record ChosenTracer(@Nullable Spans spans, boolean deployed) {
  /** Traces nothing. */
  static final ChosenTracer NONE = new ChosenTracer(null, false);

  static ChosenTracer in(BeanManager beans, TelemetryConfig config) {
    Spans started = GlobalTracing.started();
    if (started != null) {
      return new ChosenTracer(started, false);
    }
    String missing = missing(config);
    Optional<Spans> found =
        missing == null ? InjectedTracing.find(beans, config) : Optional.empty();
    found.ifPresent(GlobalTracing::deploy);
    if (config.otlpEndpoint().isPresent()) {
      warn(
          missing == null && found.isEmpty()
              ? "there is no OpenTelemetry to inject in this deployment, or the server keeps it"
                  + " switched off"
              : missing);
    }
    return found.map(spans -> new ChosenTracer(spans, true)).orElse(NONE);
  }

  /** Returns why no tracer is even looked for; null if one may be there. */
  private static @Nullable String missing(TelemetryConfig config) {
    if (config.openTelemetryDisabled()) {
      return "otel.sdk.disabled is \"true\": remove one of the two";
    }
    return ClassPath.has(ClassPath.OPEN_TELEMETRY)
        ? null
        : "the server has no OpenTelemetry: enable MicroProfile Telemetry (Open Liberty:"
            + " mpTelemetry-2.1, WildFly: standalone-microprofile.xml)";
  }

  private static void warn(@Nullable String reason) {
    if (reason != null) {
      new Warnings().once(Message.BYT0029, null, reason);
    } else {
      ServerWideTelemetry.setting()
          .ifPresent(setting -> new Warnings().once(Message.BYT0030, null, setting));
    }
  }

  void close() {
    if (deployed && spans != null) {
      GlobalTracing.undeploy(spans);
    }
  }
}
