package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.config.MicroProfileConfig;
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
 * The settings of MicroProfile Metrics that shape a timer. Each is one string of entries {@code
 * name=value}, separated by semicolons. The name is a regular expression that must match the whole
 * name of a metric, and the last entry that matches wins.
 */
enum DistributionSetting {
  /** None; otherwise a timer is exposed as a summary, too. */
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

  /** Off; otherwise these buckets are added to ours. */
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

  /** The buckets of {@link BlockyardMetric#buckets()}. */
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

  /** Returns the value of the module's entry for a histogram. */
  abstract String wanted(BlockyardMetric histogram);

  /** Returns whether the winning entry's value, if there is one, is equivalent to the module's. */
  abstract boolean isAsWanted(Optional<String> value, BlockyardMetric histogram);

  /**
   * Returns whether MicroProfile Metrics accepts an entry; it skips most entries without a value.
   */
  boolean isEntry(String[] nameAndValue) {
    return nameAndValue.length > 1;
  }

  /** Returns the module's entries for all of its histograms. */
  String entries() {
    return entries(HISTOGRAMS);
  }

  private String entries(List<BlockyardMetric> histograms) {
    return histograms.stream()
        .map(histogram -> histogram.prometheusName() + "=" + wanted(histogram))
        .collect(Collectors.joining(";"));
  }

  /** Returns the histograms whose setting differs from the module's. */
  List<BlockyardMetric> overridden(String configured) {
    return HISTOGRAMS.stream()
        .filter(
            histogram -> !isAsWanted(winning(configured, histogram.prometheusName()), histogram))
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
      return false; // MicroProfile Metrics fails on it as well, which is reported then
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
   * Warns about each setting that MicroProfile Metrics does not get from {@link
   * HistogramBucketsConfigSource}: another source has a higher ordinal, or the configuration lacks
   * that source.
   */
  static void warnOfOverridden() {
    if (!MicroProfileConfig.isPresent()) {
      return;
    }
    Warnings warnings = new Warnings();
    for (DistributionSetting setting : values()) {
      try {
        List<BlockyardMetric> lost =
            setting.overridden(MicroProfileConfig.valueForLibraries(setting.key).orElse(""));
        if (!lost.isEmpty()) {
          warnings.once(
              Message.BYT0019,
              null,
              setting.key,
              lost.stream().map(BlockyardMetric::prometheusName).collect(Collectors.joining(", ")),
              MicroProfileConfig.source(setting.key).orElse("no source"),
              HistogramBucketsConfigSource.ORDINAL,
              setting.entries(lost));
        }
      } catch (RuntimeException e) {
        // a source that fails here fails in MicroProfile Metrics as well, which is reported then
      }
    }
  }
}
