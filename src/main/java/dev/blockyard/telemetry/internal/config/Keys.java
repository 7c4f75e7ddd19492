package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The table of the module's configuration keys. */
final class Keys {
  static final String PREFIX = "blockyard.telemetry.";

  /** Disables a path or a filter. */
  private static final String NONE = "none";

  private static final String TRUE_OR_FALSE = "true or false";

  /**
   * One segment of a path in the form that a container matches: decoded, without path parameters
   * and dot segments.
   */
  private static final String SEGMENT = "(?!\\.{1,2}(?:/|$))[^/*?#;%\\\\\\p{Z}\\p{C}]+";

  private static final Pattern ENDPOINT_PATH = Pattern.compile("(?:/" + SEGMENT + ")+/?");
  private static final Pattern SERVLET_PATTERN =
      Pattern.compile(
          "/|(?:/" + SEGMENT + ")+/?|(?:/" + SEGMENT + ")*/\\*|\\*\\.[^./*?#;%\\\\\\p{Z}\\p{C}]+");
  private static final Pattern BEARER_TOKEN = Pattern.compile("[!-~]+");

  static final Key<Boolean> ENABLED =
      new Key<>(PREFIX + "enabled", "true", TRUE_OR_FALSE, Keys::trueOrFalse);

  static final Key<Backend> BACKEND =
      new Key<>(
          PREFIX + "metrics.backend",
          "auto",
          "auto, microprofile-metrics, opentelemetry, prometheus or none",
          value ->
              Arrays.stream(Backend.values())
                  .filter(backend -> backend.toString().equals(value))
                  .findAny());

  /** Empty for no endpoint. */
  static final Key<Optional<String>> PATH =
      new Key<>(
          PREFIX + "metrics.path",
          "/metrics",
          "a path that begins with / and has no wildcard, such as /metrics (decoded, without empty"
              + " segments, dot segments, parameters or a query), or none for no endpoint",
          Keys::path);

  static final Key<EndpointAccess> ACCESS =
      new Key<>(
          EndpointAccess.ACCESS,
          "loopback",
          "loopback, open, token, or role:NAME with the name of a role",
          EndpointAccess::parse,
          EndpointAccess::withoutSecret);

  /** Empty for no token. */
  static final Key<Optional<String>> TOKEN =
      new Key<>(
          PREFIX + "metrics.token",
          "",
          "visible ASCII characters without a blank, as an HTTP header can carry them",
          value ->
              value.isBlank() || BEARER_TOKEN.matcher(value).matches()
                  ? Optional.of(Optional.of(value).filter(token -> !token.isBlank()))
                  : Optional.empty(),
          value -> "(not shown)");

  /** Empty for no filter. */
  static final Key<List<String>> URL_PATTERNS =
      new Key<>(
          PREFIX + "proxy.url-patterns",
          "/app/*",
          "servlet patterns such as /app/*, /exact or *.html, separated by commas (decoded, without"
              + " empty segments, dot segments, parameters or a query), or none for no filter",
          Keys::patterns);

  static final Key<Integer> MAX_APPS =
      new Key<>(
          PREFIX + "apps.max",
          "1000",
          "a whole number from 1 to " + Integer.MAX_VALUE,
          Keys::positiveNumber);

  static final Key<Boolean> APP_DURATIONS =
      new Key<>(PREFIX + "apps.durations", "false", TRUE_OR_FALSE, Keys::trueOrFalse);

  /** Empty for no export. */
  static final Key<Optional<OtlpEndpoint>> OTLP_ENDPOINT =
      new Key<>(
          PREFIX + "otlp.endpoint",
          "",
          OtlpEndpoint.ALLOWED,
          Keys::endpoint,
          OtlpEndpoint::withoutCredentials);

  static final Key<Boolean> REFERENCE_ATTRIBUTES =
      new Key<>(PREFIX + "tracing.reference-attributes", "false", TRUE_OR_FALSE, Keys::trueOrFalse);

  static final Key<Boolean> FORWARDED_HEADERS =
      new Key<>(PREFIX + "tracing.forwarded-headers", "false", TRUE_OR_FALSE, Keys::trueOrFalse);

  /** Whether a request begins a new trace, with a link to the one of its client. */
  static final Key<Boolean> LINKED_CONTEXT =
      new Key<>(
          PREFIX + "tracing.inbound-context",
          "follow",
          "follow or link",
          value ->
              switch (value) {
                case "follow" -> Optional.of(false);
                case "link" -> Optional.of(true);
                default -> Optional.empty();
              });

  /** Every key of the module. */
  static final List<Key<?>> ALL =
      List.of(
          ENABLED,
          BACKEND,
          PATH,
          ACCESS,
          TOKEN,
          URL_PATTERNS,
          MAX_APPS,
          APP_DURATIONS,
          OTLP_ENDPOINT,
          REFERENCE_ATTRIBUTES,
          FORWARDED_HEADERS,
          LINKED_CONTEXT);

  private Keys() {}

  static List<String> names() {
    return ALL.stream().<String>map(Key::name).toList();
  }

  private static Optional<Boolean> trueOrFalse(String value) {
    return switch (value) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Optional<String>> path(String value) {
    if (value.equals(NONE)) {
      return Optional.of(Optional.empty());
    }
    return ENDPOINT_PATH.matcher(value).matches()
        ? Optional.of(Optional.of(value))
        : Optional.empty();
  }

  private static Optional<List<String>> patterns(String value) {
    if (value.equals(NONE)) {
      return Optional.of(List.of());
    }
    List<String> patterns =
        Arrays.stream(value.split(",", -1)).map(String::strip).distinct().toList();
    boolean usable =
        patterns.stream().allMatch(pattern -> SERVLET_PATTERN.matcher(pattern).matches());
    return usable ? Optional.of(patterns) : Optional.empty();
  }

  private static Optional<Integer> positiveNumber(String value) {
    try {
      return Optional.of(Integer.parseInt(value)).filter(number -> number > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Optional<OtlpEndpoint>> endpoint(String value) {
    Optional<OtlpEndpoint> endpoint = OtlpEndpoint.parse(value);
    return endpoint.isPresent() || value.isBlank() ? Optional.of(endpoint) : Optional.empty();
  }
}
