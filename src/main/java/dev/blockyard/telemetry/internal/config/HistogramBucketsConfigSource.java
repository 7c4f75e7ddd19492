package dev.blockyard.telemetry.internal.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
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
public final class HistogramBucketsConfigSource implements ConfigSource {
  /** Where this source stands among the others: all but at the top. */
  static final int ORDINAL = Integer.MAX_VALUE - 1;

  private static final Map<String, String> ENTRIES =
      Arrays.stream(DistributionSetting.values())
          .collect(
              Collectors.toUnmodifiableMap(DistributionSetting::key, DistributionSetting::entries));

  /** Set while this source asks for the value below it, which must not ask this source again. */
  private final ThreadLocal<Boolean> asking = new ThreadLocal<>();

  /** Made by {@link java.util.ServiceLoader}. */
  public HistogramBucketsConfigSource() {}

  @Override
  public int getOrdinal() {
    return ORDINAL;
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
