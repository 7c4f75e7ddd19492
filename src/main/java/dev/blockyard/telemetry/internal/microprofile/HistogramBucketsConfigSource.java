package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.servers.Quarkus;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Sets the buckets of the module's histograms without touching the application's settings for its
 * own.
 *
 * <p>MicroProfile Metrics reads buckets and percentiles from one string each, so the value of one
 * source replaces that of another. This source has a higher ordinal than the others and returns
 * their value followed by its own entries. If several entries match a name, MicroProfile Metrics
 * uses the last.
 */
public final class HistogramBucketsConfigSource implements ConfigSource {
  /** Above every ordinal that an application is likely to use. */
  static final int ORDINAL = Integer.MAX_VALUE - 1;

  private static final Map<String, String> ENTRIES =
      Arrays.stream(DistributionSetting.values())
          .collect(
              Collectors.toUnmodifiableMap(DistributionSetting::key, DistributionSetting::entries));

  /**
   * Set while this source looks up the value of the sources below, a look-up that must skip this
   * source. Static, because a server may create several instances.
   */
  private static final ThreadLocal<Boolean> ASKING = new ThreadLocal<>();

  /** Called by {@link java.util.ServiceLoader}. */
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
    return ENTRIES.containsKey(key) && ASKING.get() == null ? merged(key) : null;
  }

  private String merged(String key) {
    String own = ENTRIES.getOrDefault(key, "");
    if (Quarkus.isUsed()) {
      return own;
    }
    ASKING.set(true);
    try {
      // Payara caches what getOptionalValue finds inside getValue, for all callers.
      return Optional.ofNullable(ConfigProvider.getConfig().getConfigValue(key).getValue())
          .map(String::strip)
          .filter(Predicate.not(String::isEmpty))
          .map(value -> value + (value.endsWith(";") ? "" : ";") + own)
          .orElse(own);
    } finally {
      ASKING.remove();
    }
  }
}
