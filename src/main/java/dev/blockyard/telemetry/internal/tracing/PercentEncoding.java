package dev.blockyard.telemetry.internal.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;

/** Percent-encoding of RFC 3986, in which a plus sign is a plus sign. */
final class PercentEncoding {
  private PercentEncoding() {}

  /** Returns the text as it is if its escapes are malformed. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
