package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where spans are sent, over OTLP/gRPC.
 *
 * @param url begins with {@code http://} for plaintext, with {@code https://} for TLS
 */
public record OtlpEndpoint(String url) {
  private static final String ALLOWED =
      "host:port, or http:// (plaintext) or https:// (TLS) before it";

  /** Where no collector needs TLS to be asked for. */
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

  private static final int MAX_PORT = 65_535;

  /**
   * Parses what a user wrote.
   *
   * @param name what to call it in a message
   * @param value what was written
   * @return the endpoint
   * @throws TelemetryException if it is none
   */
  public static OtlpEndpoint parse(String name, String value) {
    String text = value.strip();
    boolean schemed = text.startsWith("http://") || text.startsWith("https://");
    URI uri;
    try {
      uri = new URI(schemed ? text : "https://" + text);
    } catch (URISyntaxException e) {
      throw unusable(name, text);
    }
    boolean path = uri.getRawPath() != null && uri.getRawPath().length() > 1;
    if (uri.getHost() == null
        || uri.getPort() < 1
        || uri.getPort() > MAX_PORT
        || uri.getRawUserInfo() != null
        || path
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw unusable(name, text);
    }
    boolean plain = schemed ? text.startsWith("http:") : THIS_MACHINE.contains(uri.getHost());
    return new OtlpEndpoint((plain ? "http://" : "https://") + uri.getHost() + ':' + uri.getPort());
  }

  private static TelemetryException unusable(String name, String text) {
    return TelemetryConfig.unusable(name, withoutCredentials(text), ALLOWED);
  }

  /**
   * Returns a URL as it may be logged.
   *
   * @param url any, or what was meant to be one
   * @return the same without user and password
   */
  public static String withoutCredentials(String url) {
    return url.replaceFirst("^((?:[a-z]+://)?)[^/]*@", "$1");
  }

  @Override
  public String toString() {
    return url;
  }
}
