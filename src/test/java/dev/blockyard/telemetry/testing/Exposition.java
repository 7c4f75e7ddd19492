package dev.blockyard.telemetry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prometheus text 0.0.4, read into samples such as {@code name{a="1",b="2"}} with their values. */
public final class Exposition {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)", Pattern.DOTALL);
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]++|\\\\.)*+)\",?");

  private final Map<String, Double> samples;
  private final Map<String, String> types;
  private final Map<String, String> help;

  private Exposition(
      Map<String, Double> samples, Map<String, String> types, Map<String, String> help) {
    this.samples = samples;
    this.types = types;
    this.help = help;
  }

  /** What the reference shows after its script of events, in the figures of this project. */
  public static Exposition ofReference() {
    try (InputStream text = Exposition.class.getResourceAsStream("/expected-samples.txt")) {
      return parse(new String(Objects.requireNonNull(text).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text, without the labels that MicroProfile Metrics adds. */
  public static Exposition parse(String text) {
    return parse(text, labels -> true);
  }

  /** Reads those samples whose labels are wanted. */
  public static Exposition parse(String text, Predicate<Map<String, String>> wanted) {
    Map<String, Double> samples = new LinkedHashMap<>();
    Map<String, String> types = new LinkedHashMap<>();
    Map<String, String> help = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# TYPE ")) {
        putWord(types, line.substring("# TYPE ".length()));
      } else if (line.startsWith("# HELP ")) {
        putWord(help, line.substring("# HELP ".length()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
          throw new AssertionError("not a sample: " + line);
        }
        Map<String, String> labels = labels(sample.group(2));
        if (wanted.test(labels)) {
          labels.remove("mp_scope");
          labels.remove("mp_app");
          Double before =
              samples.put(sample.group(1) + render(labels), Double.valueOf(sample.group(3)));
          if (before != null) {
            throw new AssertionError("twice in the text: " + line);
          }
        }
      }
    }
    return new Exposition(samples, types, help);
  }

  private static void putWord(Map<String, String> map, String line) {
    int space = line.indexOf(' ');
    map.put(line.substring(0, space), line.substring(space + 1));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    if (text == null) {
      return labels;
    }
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (label.lookingAt()) {
      String value = label.group(2);
      labels.put(label.group(1), label.group(1).equals("le") ? normalized(value) : value);
      end = label.end();
      label.region(end, text.length());
    }
    if (end != text.length()) {
      throw new AssertionError("not labels: " + text);
    }
    return labels;
  }

  /** One spelling for a bucket's bound, which may be written as 1 or as 1.0. */
  private static String normalized(String bound) {
    return bound.equals("+Inf") ? bound : String.valueOf(Double.parseDouble(bound));
  }

  private static String render(Map<String, String> labels) {
    return labels.isEmpty()
        ? ""
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
  }

  /** All samples, in their order. */
  public Map<String, Double> samples() {
    return samples;
  }

  /** The samples whose key passes. */
  public Map<String, Double> samples(Predicate<String> key) {
    Map<String, Double> wanted = new LinkedHashMap<>(samples);
    wanted.keySet().removeIf(key.negate());
    return wanted;
  }

  /** The samples of a name that have at least these labels, written as {@code label=value}. */
  public Map<String, Double> find(String name, String... labels) {
    return samples(
        key ->
            (key.equals(name) || key.startsWith(name + "{"))
                && Arrays.stream(labels).allMatch(label -> key.contains(quoted(label))));
  }

  private static String quoted(String label) {
    return label.replaceFirst("=", "=\"") + "\"";
  }

  /** The sum of what {@link #find} finds, 0 where it finds nothing. */
  public double sum(String name, String... labels) {
    return find(name, labels).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** By how much the module's counts and gauges moved; those that did not are left out. */
  public Map<String, Double> since(Exposition before) {
    Map<String, Double> moved = new TreeMap<>();
    samples(Exposition::isCount).forEach((key, now) -> moved.put(key, now - before.value(key)));
    moved.values().removeIf(by -> by == 0);
    return moved;
  }

  private static boolean isCount(String key) {
    return key.startsWith("blockyard_") && !key.matches("(?s)\\w+_(bucket|sum|max|mean)(\\{.*)?");
  }

  /** The value of one sample, or 0 where there is none. */
  public double value(String sample) {
    return samples.getOrDefault(sample, 0.0);
  }

  /** The type of each metric family. */
  public Map<String, String> types() {
    return types;
  }

  /** The help text of each metric family. */
  public Map<String, String> help() {
    return help;
  }
}
