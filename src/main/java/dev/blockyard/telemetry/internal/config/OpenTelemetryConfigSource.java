package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Turns MicroProfile Telemetry on, below whatever the user says about it: with the endpoint that
 * {@code blockyard.telemetry.otlp.endpoint} names, or without any export, so that the trace context
 * travels to workers all the same. Nothing is ever sent to an endpoint that nobody has named.
 */
public final class OpenTelemetryConfigSource implements ConfigSource {
  /** Above the defaults that MicroProfile Telemetry itself brings, on WildFly for instance. */
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
  private static final String METRICS = "otel.metrics.exporter";
  private static final String LOGS = "otel.logs.exporter";

  private static final Set<String> NAMES =
      Set.of(
          TelemetryConfig.OTEL_DISABLED,
          SERVICE_NAME,
          ENDPOINT,
          PROTOCOL,
          TRACES_ENDPOINT,
          TRACES_PROTOCOL,
          METRICS_ENDPOINT,
          METRICS_PROTOCOL,
          TRACES,
          METRICS,
          LOGS);

  /** Set while this source asks what the others say, and must not be asked itself. */
  private final ThreadLocal<Boolean> asking = new ThreadLocal<>();

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

  /** All that may have a value: WildFly reads no other names. */
  @Override
  public Set<String> getPropertyNames() {
    return NAMES;
  }

  @Override
  public Map<String, String> getProperties() {
    return asking.get() == null ? answers() : Map.of();
  }

  @Override
  public @Nullable String getValue(String key) {
    return NAMES.contains(key) && asking.get() == null ? answers().get(key) : null;
  }

  private Map<String, String> answers() {
    asking.set(true);
    try {
      return answers(TelemetryConfig.load());
    } catch (RuntimeException e) {
      return Map.of(); // what cannot be used is said where the deployment reads it
    } finally {
      asking.remove();
    }
  }

  private static Map<String, String> answers(TelemetryConfig config) {
    Map<String, String> answers = new HashMap<>();
    boolean silent = !says(TelemetryConfig.OTEL_DISABLED);
    if (!config.enabled() || config.openTelemetryDisabled()) {
      return answers;
    }
    if (silent) {
      answers.put(TelemetryConfig.OTEL_DISABLED, "false");
      answers.put(LOGS, "none");
    }
    if (config.otlpEndpoint().isPresent()) {
      export(config.otlpEndpoint().get().url(), answers);
    } else if (silent) {
      answers.put(TRACES, "none");
    }
    if (silent && !(config.otlpEndpoint().isPresent() && recordsThere(config.backend()))) {
      answers.put(METRICS, "none");
    }
    return answers;
  }

  /** What the user says of one signal wins over our general word, and of all over our special. */
  private static void export(String endpoint, Map<String, String> answers) {
    answers.put(TRACES, "otlp");
    if (!says(ENDPOINT)) {
      answers.put(ENDPOINT, endpoint);
      answers.put(TRACES_ENDPOINT, endpoint);
      answers.put(METRICS_ENDPOINT, endpoint);
    }
    if (!says(PROTOCOL) && !says(ENDPOINT)) {
      answers.put(PROTOCOL, "grpc");
      answers.put(TRACES_PROTOCOL, "grpc");
      answers.put(METRICS_PROTOCOL, "grpc");
    }
    if (MicroProfileConfig.valueOfUser(RESOURCE)
        .filter(value -> value.contains("service.name="))
        .isEmpty()) {
      answers.put(SERVICE_NAME, "blockyard");
    }
  }

  /** Metrics go to the endpoint, too, where there is nothing else for them. */
  private static boolean recordsThere(Backend backend) {
    return backend == Backend.OPENTELEMETRY
        || (backend == Backend.AUTO && !ClassPath.has(ClassPath.MICROPROFILE_METRICS));
  }

  private static boolean says(String key) {
    return MicroProfileConfig.valueOfUser(key).isPresent();
  }

  /**
   * Returns where MicroProfile Telemetry sends spans, all settings taken together.
   *
   * @return the endpoint without credentials; empty where spans go nowhere
   */
  public static Optional<String> destination() {
    String exporter = MicroProfileConfig.value(TRACES).orElse("otlp");
    if (exporter.equals("none")) {
      return Optional.empty();
    }
    return Optional.of(
        exporter.equals("otlp")
            ? OtlpEndpoint.withoutCredentials(
                MicroProfileConfig.valueOfUser(TRACES_ENDPOINT)
                    .or(() -> MicroProfileConfig.value(ENDPOINT))
                    .orElse("the default endpoint"))
            : exporter);
  }
}
