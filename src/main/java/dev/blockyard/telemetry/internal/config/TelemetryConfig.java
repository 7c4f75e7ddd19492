package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.config.EndpointAccess.Kind;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The configuration of one deployment, checked as a whole.
 *
 * @param enabled whether the module does anything
 * @param backend where metrics are recorded
 * @param endpoint the path of the module's own endpoint below the context root; empty for none
 * @param access who may read that endpoint
 * @param urlPatterns the servlet patterns of counted requests; empty for no filter
 * @param maxApps the maximum of app names that have series of their own at the same time
 * @param appDurations whether to record the two histograms by app
 * @param openTelemetryEnabled whether OpenTelemetry is on: by the user's {@code
 *     otel.sdk.disabled=false}, or by an endpoint of the module
 * @param openTelemetryDisabled whether the user set {@code otel.sdk.disabled=true}
 * @param openTelemetryMetrics whether {@link Backend#AUTO} may choose OpenTelemetry: the user set
 *     {@code otel.sdk.disabled=false}, and {@code otel.metrics.exporter} is not {@code none}.
 *     MicroProfile Telemetry exports metrics if the latter is not set. An endpoint alone is for
 *     spans, and leaves metrics where they can be scraped
 * @param otlpEndpoint where spans are exported to; empty for nowhere
 * @param referenceAttributes whether request spans get the attributes of the Go server, too
 * @param forwardedHeaders whether spans describe the client's side of a proxy as {@code Forwarded}
 *     and {@code X-Forwarded-*} headers state it
 * @param linkedContext whether a request begins a new trace, with a link to the one of its client
 * @param named whether {@code mp.metrics.appName} is set, so that a server with one registry for
 *     all applications tells them apart
 */
public record TelemetryConfig(
    boolean enabled,
    Backend backend,
    Optional<String> endpoint,
    EndpointAccess access,
    List<String> urlPatterns,
    int maxApps,
    boolean appDurations,
    boolean openTelemetryEnabled,
    boolean openTelemetryDisabled,
    boolean openTelemetryMetrics,
    Optional<OtlpEndpoint> otlpEndpoint,
    boolean referenceAttributes,
    boolean forwardedHeaders,
    boolean linkedContext,
    boolean named) {

  /** A key of MicroProfile Telemetry. */
  static final String OTEL_DISABLED = "otel.sdk.disabled";

  /** A key of MicroProfile Telemetry. */
  static final String OTEL_METRICS_EXPORTER = "otel.metrics.exporter";

  /** A key of MicroProfile Metrics. */
  private static final String APP_NAME = "mp.metrics.appName";

  /** Where metrics are recorded. */
  public enum Backend {
    /** The first backend that is available. */
    AUTO("auto"),
    /** MicroProfile Metrics; the deployment fails without it. */
    MICROPROFILE_METRICS("microprofile-metrics"),
    /** OpenTelemetry; the deployment fails without it. */
    OPENTELEMETRY("opentelemetry"),
    /** The built-in backend; the deployment fails if its library was left out. */
    PROMETHEUS("prometheus"),
    /** Nowhere. */
    NONE("none");

    private final String value;

    Backend(String value) {
      this.value = value;
    }

    /** Returns the value of the key. */
    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * Reads the configuration of the calling application. Every key is at its default where the
   * server has no MicroProfile Config. Entry points call it once and hand the result down.
   *
   * @return the configuration
   * @throws TelemetryException if values cannot be used; it lists all of them
   */
  public static TelemetryConfig load() {
    return MicroProfileConfig.isPresent()
        ? Answers.reading(TelemetryConfig::read)
        : parse(key -> Optional.empty());
  }

  /** Reads MicroProfile Config. */
  static TelemetryConfig read() {
    return parse(
        key -> {
          if (key.startsWith(Keys.PREFIX)) {
            return MicroProfileConfig.resolvedValue(key);
          }
          return key.equals(OTEL_DISABLED) // a server's default is not the user's choice
              ? MicroProfileConfig.valueOfUser(key)
              : MicroProfileConfig.value(key);
        });
  }

  /** Parses the values that a source has for the keys. */
  static TelemetryConfig parse(Function<String, Optional<String>> source) {
    KeyValues values = new KeyValues(source);
    Optional<OtlpEndpoint> otlpEndpoint = values.get(Keys.OTLP_ENDPOINT);
    Optional<String> disabled = source.apply(OTEL_DISABLED).map(String::strip);
    boolean turnedOn = disabled.filter("false"::equalsIgnoreCase).isPresent();
    TelemetryConfig config =
        new TelemetryConfig(
            values.get(Keys.ENABLED),
            values.get(Keys.BACKEND),
            values.get(Keys.PATH),
            access(values),
            values.get(Keys.URL_PATTERNS),
            values.get(Keys.MAX_APPS),
            values.get(Keys.APP_DURATIONS),
            turnedOn || (disabled.isEmpty() && otlpEndpoint.isPresent()),
            disabled.filter("true"::equalsIgnoreCase).isPresent(),
            turnedOn
                && source
                    .apply(OTEL_METRICS_EXPORTER)
                    .filter(exporter -> exporter.strip().equalsIgnoreCase("none"))
                    .isEmpty(),
            otlpEndpoint,
            values.get(Keys.REFERENCE_ATTRIBUTES),
            values.get(Keys.FORWARDED_HEADERS),
            values.get(Keys.LINKED_CONTEXT),
            source.apply(APP_NAME).isPresent());
    values.check();
    return config;
  }

  private static EndpointAccess access(KeyValues values) {
    EndpointAccess access = values.get(Keys.ACCESS);
    Optional<String> token = values.get(Keys.TOKEN);
    if (access.kind() == Kind.TOKEN && token.isEmpty() && !values.isUnusable(Keys.TOKEN)) {
      values.addProblem(
          Keys.ACCESS, Message.BYT0013.text(Keys.ACCESS.name(), "token", Keys.TOKEN.name()));
    }
    return access.kind() == Kind.TOKEN ? access.withToken(token.orElse("")) : access;
  }
}
