package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.StatusClass;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets OpenTelemetry export as many series of a metric as the bound on apps allows. By default, its
 * SDK drops what is beyond 2000, without adding it to any other series.
 *
 * <p>Its ordinal is lower than that of anything that a user sets.
 */
public final class CardinalityConfigSource implements ConfigSource {
  static final String KEY = "otel.experimental.metrics.cardinality.limit";

  /** The name of the same key in newer versions of the SDK. */
  static final String NEWER_KEY = "otel.java.metrics.cardinality.limit";

  private static final int DEFAULT_LIMIT = 2000;

  /** The labels that do not count against the bound: {@code unknown} and {@code _other}. */
  private static final int UNBOUNDED_APPS = 2;

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
    return getProperties().keySet();
  }

  @Override
  public Map<String, String> getProperties() {
    String limit = Answers.current().limit();
    return limit == null ? Map.of() : Map.of(KEY, limit, NEWER_KEY, limit);
  }

  @Override
  public @Nullable String getValue(String key) {
    return key.equals(KEY) || key.equals(NEWER_KEY) ? Answers.current().limit() : null;
  }

  /** The SDK reserves one series of its limit for the overflow. */
  static int limit(int maxApps) {
    long series = (maxApps + (long) UNBOUNDED_APPS) * StatusClass.values().length + 1;
    return Math.toIntExact(Math.max(DEFAULT_LIMIT, Math.min(series, Integer.MAX_VALUE)));
  }
}
