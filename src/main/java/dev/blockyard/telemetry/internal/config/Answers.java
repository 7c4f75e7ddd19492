package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.servers.Quarkus;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the module's config sources answer for OpenTelemetry's keys: computed once, at the first
 * question after the configuration was read.
 *
 * <p>The sources get an application's {@link Config} only by {@link ConfigProvider}, and there is
 * one per class loader, so the answers are kept per {@code Config}. They refer to nothing of it,
 * and go away with it.
 *
 * @param defaults by key, for {@link OpenTelemetryConfigSource}
 * @param limit for {@link CardinalityConfigSource}
 */
record Answers(Map<String, String> defaults, @Nullable String limit) {
  private static final Answers NONE = new Answers(Map.of(), null);

  private static final Map<Config, Answers> COMPUTED =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Set while this thread reads the configuration, which asks the module's sources again. Static:
   * there may be several instances of a source, for one {@code Config} or for several.
   */
  private static final ThreadLocal<Boolean> READING = new ThreadLocal<>();

  /** Reads the configuration anew; the next answer follows it. */
  static TelemetryConfig reading(Supplier<TelemetryConfig> read) {
    @Nullable Boolean before = READING.get();
    READING.set(true);
    try {
      COMPUTED.remove(ConfigProvider.getConfig());
      return read.get();
    } finally {
      if (before == null) {
        READING.remove();
      }
    }
  }

  /**
   * Returns the answers for the calling application; none on Quarkus, while the configuration is
   * being read, or if it has values that cannot be used.
   */
  static Answers current() {
    if (Quarkus.isUsed() || READING.get() != null) {
      return NONE;
    }
    READING.set(true);
    try {
      Config config = ConfigProvider.getConfig();
      Answers known = COMPUTED.get(config);
      if (known == null) {
        known = compute();
        COMPUTED.put(config, known);
      }
      return known;
    } catch (RuntimeException | LinkageError e) {
      return NONE; // the deployment reports the reason when it reads its configuration
    } finally {
      READING.remove();
    }
  }

  private static Answers compute() {
    TelemetryConfig config = TelemetryConfig.read();
    return new Answers(
        Map.copyOf(OpenTelemetryConfigSource.answers(config)),
        config.enabled() ? String.valueOf(CardinalityConfigSource.limit(config.maxApps())) : null);
  }
}
