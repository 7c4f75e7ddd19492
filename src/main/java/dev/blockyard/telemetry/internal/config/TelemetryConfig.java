package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The configuration of one deployment (contract, section 7), read once and checked as a whole: a
 * value that cannot be used ends the deployment with a message that names the key, the value and
 * what it may be.
 *
 * @param enabled whether the module does anything
 * @param backend where the metrics go
 * @param endpoint the path of the module's own endpoint, or empty for none
 * @param access who may read that endpoint
 * @param urlPatterns the servlet patterns of counted requests; empty for no filter
 * @param maxApps how many app names may have series at once
 * @param openTelemetryEnabled whether the user has turned MicroProfile Telemetry on, by its own key
 *     or by an endpoint; else metrics do not go there
 * @param openTelemetryDisabled whether the user has turned it off; else there is propagation at
 *     least
 * @param otlpEndpoint where spans go
 * @param referenceAttributes whether requests also get the attributes of the reference
 * @param named whether the application's metrics carry its name, so that a server with one registry
 *     for all applications tells them apart
 */
public record TelemetryConfig(
    boolean enabled,
    Backend backend,
    Optional<String> endpoint,
    EndpointAccess access,
    List<String> urlPatterns,
    int maxApps,
    boolean openTelemetryEnabled,
    boolean openTelemetryDisabled,
    Optional<OtlpEndpoint> otlpEndpoint,
    boolean referenceAttributes,
    boolean named) {

  static final String ENABLED = "blockyard.telemetry.enabled";

  /** Which backend is used. */
  public static final String BACKEND = "blockyard.telemetry.metrics.backend";

  /** The path of the module's own endpoint. */
  public static final String PATH = "blockyard.telemetry.metrics.path";

  static final String URL_PATTERNS = "blockyard.telemetry.proxy.url-patterns";
  static final String MAX_APPS = "blockyard.telemetry.apps.max";

  /** Where spans go. */
  public static final String OTLP_ENDPOINT = "blockyard.telemetry.otlp.endpoint";

  static final String REFERENCE_ATTRIBUTES = "blockyard.telemetry.tracing.reference-attributes";

  /** MicroProfile Telemetry's own key. */
  static final String OTEL_DISABLED = "otel.sdk.disabled";

  /** MicroProfile Metrics' own key. */
  private static final String APP_NAME = "mp.metrics.appName";

  private static final String NONE = "none";

  /**
   * One part of a path, as a container sees it after it has decoded the path, taken parameters away
   * and resolved dots.
   */
  private static final String SEGMENT = "(?!\\.{1,2}(?:/|$))[^/*?#;%\\\\\\p{Z}\\p{C}]+";

  private static final Pattern ENDPOINT_PATH = Pattern.compile("(?:/" + SEGMENT + ")+/?");
  private static final Pattern SERVLET_PATTERN =
      Pattern.compile(
          "/|(?:/" + SEGMENT + ")+/?|(?:/" + SEGMENT + ")*/\\*|\\*\\.[^./*?#;%\\\\\\p{Z}\\p{C}]+");

  /** Where the metrics go. */
  public enum Backend {
    /** To the first that is there. */
    AUTO("auto"),
    /** To MicroProfile Metrics, or the deployment fails. */
    MICROPROFILE_METRICS("microprofile-metrics"),
    /** To OpenTelemetry, or the deployment fails. */
    OPENTELEMETRY("opentelemetry"),
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
   * Reads the configuration of the application that calls: from MicroProfile Config where the
   * server has it, else everything is at its default.
   *
   * @return the configuration
   * @throws TelemetryException if a value cannot be used
   */
  public static TelemetryConfig load() {
    return MicroProfileConfig.isPresent()
        ? parse(TelemetryConfig::value)
        : parse(key -> Optional.empty());
  }

  /** A default of the key that is MicroProfile Telemetry's is nobody's wish. */
  private static Optional<String> value(String key) {
    return key.equals(OTEL_DISABLED)
        ? MicroProfileConfig.valueOfUser(key)
        : MicroProfileConfig.value(key);
  }

  /** Parses what a source says about each key. */
  static TelemetryConfig parse(Function<String, Optional<String>> source) {
    Optional<OtlpEndpoint> otlpEndpoint =
        source
            .apply(OTLP_ENDPOINT)
            .filter(value -> !value.isBlank())
            .map(value -> OtlpEndpoint.parse(OTLP_ENDPOINT, value));
    Optional<String> otelDisabled = source.apply(OTEL_DISABLED);
    return new TelemetryConfig(
        source.apply(ENABLED).map(value -> parseBoolean(ENABLED, value)).orElse(true),
        source.apply(BACKEND).map(TelemetryConfig::parseBackend).orElse(Backend.AUTO),
        Optional.of(source.apply(PATH).map(TelemetryConfig::parsePath).orElse("/metrics"))
            .filter(path -> !path.equals(NONE)),
        EndpointAccess.parse(source),
        source
            .apply(URL_PATTERNS)
            .map(TelemetryConfig::parsePatterns)
            .orElseGet(() -> List.of("/app/*")),
        source.apply(MAX_APPS).map(TelemetryConfig::parseMaxApps).orElse(1000),
        otelDisabled.map("false"::equalsIgnoreCase).orElse(otlpEndpoint.isPresent()),
        otelDisabled.map("true"::equalsIgnoreCase).orElse(false),
        otlpEndpoint,
        source
            .apply(REFERENCE_ATTRIBUTES)
            .map(value -> parseBoolean(REFERENCE_ATTRIBUTES, value))
            .orElse(false),
        source.apply(APP_NAME).isPresent());
  }

  private static boolean parseBoolean(String key, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unusable(key, value, "true or false");
    };
  }

  private static Backend parseBackend(String value) {
    return Arrays.stream(Backend.values())
        .filter(backend -> backend.value.equals(value))
        .findAny()
        .orElseThrow(
            () -> unusable(BACKEND, value, "auto, microprofile-metrics, opentelemetry or none"));
  }

  private static String parsePath(String value) {
    if (!value.equals(NONE) && !ENDPOINT_PATH.matcher(value).matches()) {
      throw unusable(
          PATH,
          value,
          "a path that begins with / and has no wildcard, such as /metrics (decoded, without empty"
              + " parts, dots for directories, parameters or a query), or none for no endpoint");
    }
    return value;
  }

  private static List<String> parsePatterns(String value) {
    if (value.equals(NONE)) {
      return List.of();
    }
    List<String> patterns =
        Arrays.stream(value.split(",", -1)).map(String::strip).distinct().toList();
    for (String pattern : patterns) {
      if (!SERVLET_PATTERN.matcher(pattern).matches()) {
        throw unusable(
            URL_PATTERNS,
            value,
            "servlet patterns such as /app/*, /exact or *.html, separated by commas (decoded, without"
                + " empty parts, dots for directories, parameters or a query), or none for no filter");
      }
    }
    return patterns;
  }

  private static int parseMaxApps(String value) {
    try {
      int max = Integer.parseInt(value);
      if (max > 0) {
        return max;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw unusable(MAX_APPS, value, "a whole number from 1 to " + Integer.MAX_VALUE);
  }

  static TelemetryException unusable(String key, String value, String allowed) {
    return new TelemetryException(Message.BYT0001, key, value, allowed);
  }
}
