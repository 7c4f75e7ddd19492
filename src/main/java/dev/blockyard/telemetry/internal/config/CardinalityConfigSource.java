package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets OpenTelemetry export as many series of a metric as the bound on apps allows. By default, its
 * SDK drops what is beyond 2000, without adding it to any other series.
 *
 * <p>It stands below everything that a user sets.
 */
public final class CardinalityConfigSource implements ConfigSource {
  static final String KEY = "otel.experimental.metrics.cardinality.limit";

  private static final int DEFAULT_LIMIT = 2000;

  /** The apps that take no place: {@code unknown} and {@code _other}. */
  private static final int PLACELESS = 2;

  /** Made by {@link java.util.ServiceLoader}. */
  public CardinalityConfigSource() {}

  @Override
  public int getOrdinal() {
    return OpenTelemetryConfigSource.ORDINAL;
  }

  @Override
  public String getName() {
    return "blockyard-telemetry cardinality of metrics";
  }

  @Override
  public Set<String> getPropertyNames() {
    return Set.of(KEY);
  }

  @Override
  public Map<String, String> getProperties() {
    return Map.of(KEY, limit());
  }

  @Override
  public @Nullable String getValue(String key) {
    return key.equals(KEY) ? limit() : null;
  }

  private static String limit() {
    try {
      return String.valueOf(limit(TelemetryConfig.load().maxApps()));
    } catch (TelemetryException e) {
      return String.valueOf(DEFAULT_LIMIT); // the deployment fails over the value
    }
  }

  /** The SDK keeps one of its limit for what is beyond. */
  static int limit(int maxApps) {
    long series = (maxApps + (long) PLACELESS) * StatusClass.values().length + 1;
    return Math.toIntExact(Math.max(DEFAULT_LIMIT, Math.min(series, Integer.MAX_VALUE)));
  }
}
