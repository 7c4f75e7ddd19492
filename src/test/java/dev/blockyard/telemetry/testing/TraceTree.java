package dev.blockyard.telemetry.testing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Traces as text: one line for each span, its children below it and indented, siblings sorted. A
 * root whose parent is not there begins with {@code ^}.
 */
public final class TraceTree {
  private static final String STATUS = "http.response.status_code";

  private TraceTree() {}

  /** Writes all traces that these spans belong to. */
  public static String text(List<Span> spans) {
    Set<ByteString> there = new HashSet<>();
    spans.forEach(span -> there.add(span.getSpanId()));
    return spans.stream()
        .filter(span -> !there.contains(span.getParentSpanId()))
        .map(root -> (root.getParentSpanId().isEmpty() ? "" : "^ ") + subtree(root, spans, ""))
        .sorted()
        .collect(Collectors.joining());
  }

  private static String subtree(Span span, List<Span> spans, String indent) {
    String below = indent + "  ";
    return line(span)
        + "\n"
        + spans.stream()
            .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
            .map(child -> below + subtree(child, spans, below))
            .sorted()
            .collect(Collectors.joining());
  }

  /** Kind, name, HTTP status, whether it failed and with what, and attributes of the module. */
  private static String line(Span span) {
    Map<String, String> attributes = attributes(span);
    StringBuilder line =
        new StringBuilder(span.getKind().name().replace("SPAN_KIND_", ""))
            .append(' ')
            .append(span.getName());
    if (attributes.containsKey(STATUS)) {
      line.append(' ').append(attributes.get(STATUS));
    }
    if (span.getStatus().getCode() != StatusCode.STATUS_CODE_UNSET) {
      line.append(' ').append(span.getStatus().getCode().name().replace("STATUS_CODE_", ""));
    }
    if (attributes.containsKey("error.type")) {
      line.append(' ').append(attributes.get("error.type"));
    }
    attributes.forEach(
        (key, value) -> {
          if (key.startsWith("blockyard.")) {
            line.append(' ').append(key.substring("blockyard.".length())).append('=').append(value);
          }
        });
    return line.toString();
  }

  /** The attributes of a span, sorted. */
  public static Map<String, String> attributes(Span span) {
    return attributes(span.getAttributesList());
  }

  /** Attributes by their names, sorted. */
  public static Map<String, String> attributes(List<KeyValue> attributes) {
    Map<String, String> sorted = new TreeMap<>();
    attributes.forEach(each -> sorted.put(each.getKey(), text(each.getValue())));
    return sorted;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> String.valueOf(value.getIntValue());
      case BOOL_VALUE -> String.valueOf(value.getBoolValue());
      default -> value.toString();
    };
  }

  /** An id as headers write it. */
  public static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
