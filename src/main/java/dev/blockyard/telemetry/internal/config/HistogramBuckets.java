package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives the module's histograms their buckets, beside whatever the application sets for its own.
 *
 * <p>MicroProfile Metrics reads buckets and percentiles from one string each, so one source's value
 * replaces another's. This source stands above the others and answers with their value followed by
 * its own entries; where two entries match a name, MicroProfile Metrics takes the later.
 */
public final class HistogramBuckets implements ConfigSource {
  private static final Map<String, String> ENTRIES =
      Map.of(
          "mp.metrics.distribution.percentiles",
          entries(metric -> metric.wireName() + "="),
          "mp.metrics.distribution.percentiles-histogram.enabled",
          entries(metric -> metric.wireName() + "=false"),
          "mp.metrics.distribution.timer.buckets",
          entries(HistogramBuckets::buckets));

  /** Set while this source asks for the value below it, which must not ask this source again. */
  private final ThreadLocal<Boolean> asking = new ThreadLocal<>();

  /** Made by {@link java.util.ServiceLoader}. */
  public HistogramBuckets() {}

  private static String entries(Function<BlockyardMetric, String> entry) {
    return Arrays.stream(BlockyardMetric.values())
        .filter(metric -> metric.kind() == BlockyardMetric.Kind.HISTOGRAM)
        .map(entry)
        .collect(Collectors.joining(";"));
  }

  private static String buckets(BlockyardMetric metric) {
    return metric.buckets().stream()
        .map(Duration::toMillis)
        .map(millis -> millis + "ms")
        .collect(Collectors.joining(",", metric.wireName() + "=", ""));
  }

  @Override
  public int getOrdinal() {
    return Integer.MAX_VALUE - 1;
  }

  @Override
  public String getName() {
    return "blockyard-telemetry histogram buckets";
  }

  @Override
  public Set<String> getPropertyNames() {
    return ENTRIES.keySet();
  }

  @Override
  public Map<String, String> getProperties() {
    return ENTRIES.keySet().stream().collect(Collectors.toMap(key -> key, this::merged));
  }

  @Override
  public @Nullable String getValue(String key) {
    return ENTRIES.containsKey(key) && asking.get() == null ? merged(key) : null;
  }

  private String merged(String key) {
    String own = ENTRIES.getOrDefault(key, "");
    asking.set(true);
    try {
      return ConfigProvider.getConfig()
          .getOptionalValue(key, String.class)
          .map(String::strip)
          .filter(Predicate.not(String::isEmpty))
          .map(value -> value + (value.endsWith(";") ? "" : ";") + own)
          .orElse(own);
    } finally {
      asking.remove();
    }
  }
}
