package dev.blockyard.telemetry.internal.servers;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The values of a header that is a list, as one value. Members may be empty (RFC 9110, section
 * 5.6.1), but OpenTelemetry's propagators, which servers have, too, discard a whole {@code
 * tracestate} for an empty one.
 */
public final class HeaderList {
  private HeaderList() {}

  /**
   * Joins the values.
   *
   * @param values of the header, in the order of arrival
   * @return all members that are not empty
   */
  public static String join(Enumeration<String> values) {
    String joined = String.join(",", Collections.list(values));
    if (joined.indexOf(',') < 0) {
      return joined;
    }
    List<String> members = List.of(joined.split(",", -1));
    return members.stream().anyMatch(String::isBlank)
        ? String.join(",", members.stream().filter(member -> !member.isBlank()).toList())
        : joined;
  }
}
