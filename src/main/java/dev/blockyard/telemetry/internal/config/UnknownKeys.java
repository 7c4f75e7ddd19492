package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Warns about keys under the module's prefix that the module does not have, mostly misspelt ones.
 */
public final class UnknownKeys {
  static final List<String> KNOWN = Keys.names();

  private static final Pattern ENVIRONMENT_VARIABLE = Pattern.compile("\\w+");

  private UnknownKeys() {}

  /** Warns about each unknown key of the application that calls. */
  public static void warn() {
    Warnings warnings = new Warnings();
    for (String unknown : in(MicroProfileConfig.names())) {
      warnings.once(Message.BYT0018, null, unknown, advice(unknown));
    }
  }

  /** Returns those names that are meant for the module and that it does not know. */
  static Set<String> in(Iterable<String> names) {
    Map<String, Set<String>> spellings = new TreeMap<>();
    for (String name : names) {
      if (dotted(name).startsWith(Keys.PREFIX)) {
        spellings.computeIfAbsent(dotted(name), dotted -> new TreeSet<>()).add(name);
      }
    }
    spellings.forEach(
        (dotted, written) -> {
          if (written.stream().anyMatch(name -> ENVIRONMENT_VARIABLE.matcher(name).matches())) {
            written.remove(dotted); // SmallRye Config lists a variable in this spelling, too
          }
          KNOWN.forEach(
              key -> {
                written.remove(key);
                written.remove(variable(key));
                written.remove(variable(key).toUpperCase(Locale.ROOT));
              });
        });
    Set<String> unknown = new TreeSet<>();
    spellings.values().forEach(unknown::addAll);
    return unknown;
  }

  private static String advice(String unknown) {
    return nearest(unknown)
        .map(key -> "write " + key + " instead")
        .orElseGet(() -> "remove it, or write one of " + String.join(", ", KNOWN));
  }

  /** Returns the known key that is at least half the same, if there is one. */
  static Optional<String> nearest(String unknown) {
    String wanted = dotted(unknown).substring(Keys.PREFIX.length());
    return KNOWN.stream()
        .min(Comparator.comparingInt(key -> distance(wanted, tail(key))))
        .filter(
            key ->
                2 * distance(wanted, tail(key)) <= Math.max(wanted.length(), tail(key).length()));
  }

  private static String tail(String key) {
    return dotted(key).substring(Keys.PREFIX.length());
  }

  private static String dotted(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".");
  }

  /** The name of a key as MicroProfile Config looks for it in the environment. */
  private static String variable(String key) {
    return key.replaceAll("[^a-zA-Z0-9]", "_");
  }

  /** How many characters have to be added, removed or replaced. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
