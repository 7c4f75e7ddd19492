package dev.blockyard.telemetry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus text 0.0.4 as Prometheus does, which refuses a whole scrape over one line. Where
 * {@link Exposition} compares samples, this finds fault.
 */
public final class StrictText {
  private static final Pattern COMMENT =
      Pattern.compile(
          "# (?:HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\\\]|\\\\[\\\\n])*"
              + "|TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped))");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*+)\"(,|(?=}))");
  private static final Pattern VALUE =
      Pattern.compile(" (NaN|[+-]Inf|[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)");

  private final List<Sample> samples = new ArrayList<>();
  private final Set<String> helped = new HashSet<>();
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> families = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private String family = "";

  private StrictText() {}

  /** One sample, with its label values as they were before they were written. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  /** Returns the samples of a text, or fails over what Prometheus would refuse. */
  public static List<Sample> parse(String text) {
    check(UTF_8.newEncoder().canEncode(text), "not UTF-8", text);
    check(text.isEmpty() || text.endsWith("\n"), "the last line has no end", text);
    StrictText strict = new StrictText();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("#")) {
        strict.comment(line);
      } else if (!line.isEmpty()) {
        strict.sample(line);
      }
    }
    return strict.samples;
  }

  private void comment(String line) {
    Matcher comment = COMMENT.matcher(line);
    check(comment.matches(), "neither help nor type", line);
    if (comment.group(1) != null) {
      check(helped.add(comment.group(1)), "a second help text", line);
    } else {
      String name = comment.group(2);
      check(types.put(name, comment.group(3)) == null, "a second type", line);
      check(families.add(name), "a type that comes too late", line);
      family = name;
    }
  }

  private void sample(String line) {
    Matcher name = NAME.matcher(line);
    check(name.lookingAt(), "no name", line);
    Map<String, String> labels = new TreeMap<>();
    int end = name.end();
    if (line.startsWith("{", end)) {
      Matcher label = LABEL.matcher(line);
      end++;
      while (!line.startsWith("}", end)) {
        label.region(end, line.length());
        check(label.lookingAt(), "no label at " + end, line);
        check(labels.put(label.group(1), read(label.group(2))) == null, "a label twice", line);
        end = label.end();
      }
      end++;
    }
    Matcher value = VALUE.matcher(line).region(end, line.length());
    check(value.matches(), "no value at " + end, line);
    check(seen.add(name.group() + labels), "a sample twice", line);
    check(isOfFamily(name.group()), "outside its family " + family, line);
    samples.add(new Sample(name.group(), labels, number(value.group(1))));
  }

  /** A family's samples stand together, below its type. */
  private boolean isOfFamily(String name) {
    return switch (types.getOrDefault(family, "untyped")) {
      case "histogram" -> name.matches(family + "_(bucket|sum|count)");
      case "summary" -> name.equals(family) || name.matches(family + "_(sum|count)");
      default -> name.equals(family);
    };
  }

  private static String read(String written) {
    return Pattern.compile("\\\\(.)")
        .matcher(written)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
  }

  private static double number(String written) {
    return Double.parseDouble(written.replace("Inf", "Infinity"));
  }

  private static void check(boolean right, String wrong, String text) {
    if (!right) {
      throw new AssertionError(wrong + ": " + text);
    }
  }
}
