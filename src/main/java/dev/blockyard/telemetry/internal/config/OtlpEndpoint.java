package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OTLP/gRPC endpoint.
 *
 * @param url scheme, host and port; {@code http://} for plaintext, {@code https://} for TLS
 */
public record OtlpEndpoint(String url) {
  static final String ALLOWED = "host:port, or http:// (plaintext) or https:// (TLS) before it";

  /** Not {@link java.net.URI}: its host is null for names with underscores. */
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(?:(https?)://)?((?:[a-z0-9_][a-z0-9._-]*|\\[[0-9a-f:.]+])):([0-9]{1,5})/?",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> PLAINTEXT_HOSTS = Set.of("localhost", "127.0.0.1");
  private static final int MAX_PORT = 65_535;

  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");
  private static final Pattern PARAMETERS = Pattern.compile("[?#;&].*", Pattern.DOTALL);

  /**
   * Parses an endpoint.
   *
   * @param name names the value in the message of the exception
   * @param value {@code host:port}, optionally after {@code http://} or {@code https://}
   * @return the endpoint
   * @throws TelemetryException if the value is not an endpoint
   */
  public static OtlpEndpoint parse(String name, String value) {
    return parse(value)
        .orElseThrow(
            () ->
                new TelemetryException(Message.BYT0001, name, withoutCredentials(value), ALLOWED));
  }

  static Optional<OtlpEndpoint> parse(String value) {
    Matcher endpoint = ENDPOINT.matcher(value.strip());
    if (!endpoint.matches()) {
      return Optional.empty();
    }
    String host = endpoint.group(2);
    int port = Integer.parseInt(endpoint.group(3));
    if (port < 1 || port > MAX_PORT) {
      return Optional.empty();
    }
    String scheme =
        Optional.ofNullable(endpoint.group(1))
            .map(written -> written.toLowerCase(Locale.ROOT))
            .orElse(PLAINTEXT_HOSTS.contains(host.toLowerCase(Locale.ROOT)) ? "http" : "https");
    return Optional.of(new OtlpEndpoint(scheme + "://" + host + ':' + port));
  }

  /**
   * Removes everything from a URL that may be a secret: user and password, query and fragment.
   *
   * @param url any text
   * @return the text as it may be logged
   */
  public static String withoutCredentials(String url) {
    String text = url.strip();
    Matcher found = SCHEME.matcher(text);
    String scheme = found.find() ? found.group() : "";
    String rest = text.substring(scheme.length());
    int at = rest.lastIndexOf('@');
    // "?" before "@" is either in a password or starts a query with a "@": both may be secret
    if (at >= 0 && PARAMETERS.matcher(rest.substring(0, at)).find()) {
      return scheme + "(not shown)";
    }
    return scheme + PARAMETERS.matcher(rest.substring(at + 1)).replaceFirst("(rest not shown)");
  }

  /**
   * Shortens a list of URLs to what a log line may show of each.
   *
   * @param urls any text
   * @return scheme, host and port, without a path
   */
  static String destination(String urls) {
    String shown = withoutCredentials(urls);
    Matcher found = SCHEME.matcher(shown);
    int start = found.find() ? found.end() : 0;
    int path = shown.indexOf('/', start);
    return path < 0 ? shown : shown.substring(0, path);
  }

  @Override
  public String toString() {
    return url;
  }
}
