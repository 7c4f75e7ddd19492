package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The settings by which MicroProfile Metrics shapes a timer. Each is one string of entries {@code
 * name=value}, separated by semicolons; the name is a regular expression for the whole name of a
 * metric, and the rightmost entry that matches wins.
 */
public enum DistributionSetting {
  /** None, or a timer is shown as a summary, too. */
  PERCENTILES("mp.metrics.distribution.percentiles") {
    @Override
    String wanted(BlockyardMetric histogram) {
      return "";
    }

    @Override
    boolean isAsWanted(Optional<String> value, BlockyardMetric histogram) {
      return value.filter(String::isEmpty).isPresent();
    }

    @Override
    boolean isEntry(String[] nameAndValue) {
      return nameAndValue.length > 0;
    }
  },

  /** Off: these buckets would come on top of ours. */
  FINE_BUCKETS("mp.metrics.distribution.percentiles-histogram.enabled") {
    @Override
    String wanted(BlockyardMetric histogram) {
      return "false";
    }

    @Override
    boolean isAsWanted(Optional<String> value, BlockyardMetric histogram) {
      return value.filter(enabled -> Boolean.parseBoolean(enabled.trim())).isEmpty();
    }
  },

  /** Those of the reference. */
  BUCKETS("mp.metrics.distribution.timer.buckets") {
    @Override
    String wanted(BlockyardMetric histogram) {
      return histogram.buckets().stream()
          .map(bound -> bound.toMillis() + "ms")
          .collect(Collectors.joining(","));
    }

    @Override
    boolean isAsWanted(Optional<String> value, BlockyardMetric histogram) {
      return value
          .map(DistributionSetting::bounds)
          .orElse(Set.of())
          .equals(Set.copyOf(histogram.buckets()));
    }
  };

  private static final List<BlockyardMetric> HISTOGRAMS =
      Arrays.stream(BlockyardMetric.values())
          .filter(metric -> metric.kind() == BlockyardMetric.Kind.HISTOGRAM)
          .toList();

  private static final Pattern BOUND = Pattern.compile("([0-9]{1,15})(ms|s|m|h|)");

  private final String key;

  DistributionSetting(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  /** What stands behind the equals sign of the module's entry. */
  abstract String wanted(BlockyardMetric histogram);

  /** Whether the value of the entry that wins, if one does, means the same as the module's. */
  abstract boolean isAsWanted(Optional<String> value, BlockyardMetric histogram);

  /** MicroProfile Metrics passes over an entry without a value, unless that says something. */
  boolean isEntry(String[] nameAndValue) {
    return nameAndValue.length > 1;
  }

  /** The module's entries for all of its histograms. */
  String entries() {
    return entries(HISTOGRAMS);
  }

  private String entries(List<BlockyardMetric> histograms) {
    return histograms.stream()
        .map(histogram -> histogram.wireName() + "=" + wanted(histogram))
        .collect(Collectors.joining(";"));
  }

  /** Returns the histograms for which this setting is another than the module's. */
  List<BlockyardMetric> overridden(String configured) {
    return HISTOGRAMS.stream()
        .filter(histogram -> !isAsWanted(winning(configured, histogram.wireName()), histogram))
        .toList();
  }

  private Optional<String> winning(String configured, String name) {
    Optional<String> value = Optional.empty();
    for (String entry : configured.split(";", -1)) {
      String[] nameAndValue = entry.split("=");
      if (isEntry(nameAndValue) && matches(nameAndValue[0], name)) {
        value = Optional.of(nameAndValue.length > 1 ? nameAndValue[1] : "");
      }
    }
    return value;
  }

  private static boolean matches(String expression, String name) {
    try {
      return expression.equals("*") || name.matches(expression);
    } catch (PatternSyntaxException e) {
      return false; // MicroProfile Metrics fails over it, and is reported then
    }
  }

  private static Set<Duration> bounds(String value) {
    Set<Duration> bounds = new TreeSet<>();
    for (String written : value.split(",", -1)) {
      Matcher bound = BOUND.matcher(written.trim());
      if (bound.matches()) {
        long number = Long.parseLong(bound.group(1));
        bounds.add(
            switch (bound.group(2)) {
              case "s" -> Duration.ofSeconds(number);
              case "m" -> Duration.ofMinutes(number);
              case "h" -> Duration.ofHours(number);
              default -> Duration.ofMillis(number);
            });
      }
    }
    return bounds;
  }

  /**
   * Warns about each setting that does not reach MicroProfile Metrics as {@link
   * HistogramBucketsConfigSource} has it: another source stands above that one, or it is no part of
   * the configuration at all.
   */
  public static void warnOfOverridden() {
    if (!MicroProfileConfig.isPresent()) {
      return;
    }
    Warnings warnings = new Warnings();
    for (DistributionSetting setting : values()) {
      try {
        List<BlockyardMetric> lost =
            setting.overridden(MicroProfileConfig.value(setting.key).orElse(""));
        if (!lost.isEmpty()) {
          warnings.once(
              Message.BYT0019,
              null,
              setting.key,
              lost.stream().map(BlockyardMetric::wireName).collect(Collectors.joining(", ")),
              MicroProfileConfig.source(setting.key).orElse("no source"),
              HistogramBucketsConfigSource.ORDINAL,
              setting.entries(lost));
        }
      } catch (RuntimeException e) {
        // a source that fails here fails in MicroProfile Metrics, too, and is reported then
      }
    }
  }
}
