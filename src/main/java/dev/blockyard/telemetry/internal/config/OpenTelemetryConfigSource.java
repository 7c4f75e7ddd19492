package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Turns MicroProfile Telemetry on, with a lower ordinal than anything that a user sets: exporting
 * to {@code blockyard.telemetry.otlp.endpoint}, or without any export if that is not set, for the
 * trace context to reach workers either way. Nothing is exported to a default endpoint, nor by an
 * exporter of a user who has not turned MicroProfile Telemetry on.
 */
public final class OpenTelemetryConfigSource implements ConfigSource {
  /** Above the defaults that a server brings, such as WildFly's. */
  static final int ORDINAL = Integer.MIN_VALUE + 1;

  private static final String SERVICE_NAME = "otel.service.name";
  private static final String RESOURCE = "otel.resource.attributes";
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String PROTOCOL = "otel.exporter.otlp.protocol";
  private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
  private static final String TRACES_PROTOCOL = "otel.exporter.otlp.traces.protocol";
  private static final String METRICS_ENDPOINT = "otel.exporter.otlp.metrics.endpoint";
  private static final String METRICS_PROTOCOL = "otel.exporter.otlp.metrics.protocol";
  private static final String TRACES = "otel.traces.exporter";
  private static final String LOGS = "otel.logs.exporter";

  /** Made by {@link java.util.ServiceLoader}. */
  public OpenTelemetryConfigSource() {}

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public String getName() {
    return "blockyard-telemetry defaults of OpenTelemetry";
  }

  /**
   * Returns the names that have a value now. WildFly reads no other names, and Payara fails if one
   * of them has no value.
   */
  @Override
  public Set<String> getPropertyNames() {
    return getProperties().keySet();
  }

  @Override
  public Map<String, String> getProperties() {
    return Answers.current().defaults();
  }

  @Override
  public @Nullable String getValue(String key) {
    return key.startsWith("otel.") ? getProperties().get(key) : null;
  }

  static Map<String, String> answers(TelemetryConfig config) {
    Map<String, String> answers = new HashMap<>();
    boolean unset = !isSet(TelemetryConfig.OTEL_DISABLED);
    if (!config.enabled() || config.openTelemetryDisabled() || (unset && exportsUnasked(config))) {
      return answers;
    }
    if (unset) {
      answers.put(TelemetryConfig.OTEL_DISABLED, "false");
      answers.put(LOGS, "none");
    }
    if (config.otlpEndpoint().isPresent()) {
      export(config.otlpEndpoint().get().url(), answers);
    } else if (unset) {
      answers.put(TRACES, "none");
    }
    boolean metrics =
        config.otlpEndpoint().isPresent() && config.backend() == Backend.OPENTELEMETRY;
    if (unset && !metrics) {
      answers.put(TelemetryConfig.OTEL_METRICS_EXPORTER, "none");
    }
    return answers;
  }

  /**
   * Whether a user's exporter would begin to work because the module turns on what nobody else has
   * turned on, and for the trace context alone.
   */
  private static boolean exportsUnasked(TelemetryConfig config) {
    return config.otlpEndpoint().isEmpty()
        && config.backend() != Backend.OPENTELEMETRY
        && Stream.of(TRACES, TelemetryConfig.OTEL_METRICS_EXPORTER, LOGS)
            .flatMap(key -> MicroProfileConfig.valueOfUser(key).stream())
            .anyMatch(exporter -> !exporter.strip().equalsIgnoreCase("none"));
  }

  /**
   * A user's signal-specific setting overrides our generic default; a user's generic setting
   * overrides our signal-specific one.
   */
  private static void export(String endpoint, Map<String, String> answers) {
    answers.put(TRACES, "otlp");
    if (!isSet(ENDPOINT)) {
      answers.put(ENDPOINT, endpoint);
      answers.put(TRACES_ENDPOINT, endpoint);
      answers.put(METRICS_ENDPOINT, endpoint);
    }
    if (!isSet(PROTOCOL) && !isSet(ENDPOINT)) {
      answers.put(PROTOCOL, "grpc");
      answers.put(TRACES_PROTOCOL, "grpc");
      answers.put(METRICS_PROTOCOL, "grpc");
    }
    if (MicroProfileConfig.valueOfUser(RESOURCE)
        .filter(OpenTelemetryConfigSource::namesService)
        .isEmpty()) {
      answers.put(SERVICE_NAME, "blockyard");
    }
  }

  /** Whether the attributes name the service; not {@code k8s.service.name}, for example. */
  private static boolean namesService(String attributes) {
    return Arrays.stream(attributes.split(",", -1))
        .map(attribute -> attribute.split("=", 2)[0].strip())
        .anyMatch("service.name"::equals);
  }

  private static boolean isSet(String key) {
    return MicroProfileConfig.valueOfUser(key).isPresent();
  }

  /**
   * Returns where MicroProfile Telemetry exports spans to, after all settings.
   *
   * @return scheme, host and port, or the name of another exporter; empty if nothing is exported
   */
  public static Optional<String> destination() {
    String exporter = MicroProfileConfig.value(TRACES).orElse("otlp");
    if (exporter.equals("none")) {
      return Optional.empty();
    }
    return Optional.of(
        exporter.equals("otlp")
            ? OtlpEndpoint.destination(
                MicroProfileConfig.valueOfUser(TRACES_ENDPOINT)
                    .or(() -> MicroProfileConfig.value(ENDPOINT))
                    .orElse("the default endpoint"))
            : exporter);
  }
}
