package dev.blockyard.telemetry.internal.tracing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request's URL without what must not be recorded. */
final class HttpUrl {
  /** The query keys whose values OpenTelemetry's conventions for {@code url.query} redact. */
  private static final Set<String> SENSITIVE =
      Set.of(
          "AWSAccessKeyId",
          "Signature",
          "sig",
          "X-Amz-Credential",
          "X-Amz-Security-Token",
          "X-Amz-Signature",
          "X-Goog-Signature");

  private HttpUrl() {}

  /** Removes path parameters, such as a session ID, from each segment. */
  static @Nullable String withoutParameters(@Nullable String path) {
    if (path == null || path.indexOf(';') < 0) {
      return path;
    }
    StringBuilder clean = new StringBuilder(path.length());
    boolean parameter = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (!parameter) {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  /** Replaces the values of sensitive keys. */
  static @Nullable String redacted(@Nullable String query) {
    if (query == null || query.indexOf('=') < 0) {
      return query;
    }
    StringBuilder clean = new StringBuilder(query.length());
    int start = 0;
    while (start <= query.length()) {
      int end = query.indexOf('&', start);
      String pair = query.substring(start, end < 0 ? query.length() : end);
      int equals = pair.indexOf('=');
      boolean sensitive =
          equals > 0 && SENSITIVE.contains(PercentEncoding.decode(pair.substring(0, equals)));
      clean.append(start == 0 ? "" : "&");
      clean.append(sensitive ? pair.substring(0, equals + 1) + "REDACTED" : pair);
      start = end < 0 ? query.length() + 1 : end + 1;
    }
    return clean.toString();
  }
}
