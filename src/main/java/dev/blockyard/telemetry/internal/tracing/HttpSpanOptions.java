package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How SERVER spans describe their requests.
 *
 * @param referenceAttributes whether the older attributes of the reference are added
 * @param forwardedHeaders whether {@code Forwarded} and {@code X-Forwarded-*} are believed
 * @param linkedContext whether a span is the root of a new trace, with a link to the span of the
 *     client, whose baggage is dropped
 * @param knownMethods the methods that are recorded by name
 */
public record HttpSpanOptions(
    boolean referenceAttributes,
    boolean forwardedHeaders,
    boolean linkedContext,
    Set<String> knownMethods) {
  /** RFC 9110, PATCH (RFC 5789) and QUERY. */
  private static final Set<String> METHODS =
      Set.of(
          "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY");

  /**
   * Returns the options that a configuration asks for.
   *
   * @param config the deployment's configuration
   * @return the options
   */
  static HttpSpanOptions of(TelemetryConfig config) {
    return of(config.referenceAttributes(), config.forwardedHeaders(), config.linkedContext());
  }

  /**
   * Returns options with the known methods that OpenTelemetry's variable or property sets.
   *
   * @param referenceAttributes whether the older attributes of the reference are added
   * @param forwardedHeaders whether {@code Forwarded} and {@code X-Forwarded-*} are believed
   * @param linkedContext whether a span is the root of a new trace
   * @return the options
   */
  public static HttpSpanOptions of(
      boolean referenceAttributes, boolean forwardedHeaders, boolean linkedContext) {
    String property = System.getProperty("otel.instrumentation.http.known-methods");
    String methods =
        property == null ? System.getenv("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS") : property;
    return new HttpSpanOptions(
        referenceAttributes, forwardedHeaders, linkedContext, knownMethods(methods));
  }

  /** A list replaces the default as a whole, as the conventions require. */
  static Set<String> knownMethods(@Nullable String list) {
    return list == null || list.isBlank()
        ? METHODS
        : Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(method -> !method.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }
}
