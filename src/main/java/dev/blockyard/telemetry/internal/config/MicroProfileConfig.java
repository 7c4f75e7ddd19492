package dev.blockyard.telemetry.internal.config;

import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** The one place that touches MicroProfile Config, which a server may lack. */
final class MicroProfileConfig {
  private MicroProfileConfig() {}

  /** Whether the API is there, and an implementation behind it. */
  static boolean isPresent() {
    try {
      ConfigProvider.getConfig();
      return true;
    } catch (LinkageError | IllegalStateException e) {
      return false;
    }
  }

  static Optional<String> value(String key) {
    return ConfigProvider.getConfig().getOptionalValue(key, String.class);
  }
}
