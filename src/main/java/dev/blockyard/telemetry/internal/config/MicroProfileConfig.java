package dev.blockyard.telemetry.internal.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

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

  /** Returns the name of the source that says a value. */
  static Optional<String> source(String key) {
    return Optional.ofNullable(ConfigProvider.getConfig().getConfigValue(key).getSourceName());
  }

  /** Returns what is set at all; nothing where a source fails to say it. */
  static List<String> names() {
    try {
      return StreamSupport.stream(
              ConfigProvider.getConfig().getPropertyNames().spliterator(), false)
          .filter(Objects::nonNull)
          .toList();
    } catch (LinkageError | RuntimeException e) {
      return List.of();
    }
  }

  /** What the user says, as opposed to the defaults of a library, this one included. */
  static Optional<String> valueOfUser(String key) {
    ConfigValue value = ConfigProvider.getConfig().getConfigValue(key);
    boolean ofUser = value.getSourceOrdinal() > OpenTelemetryConfigSource.ORDINAL;
    return Optional.ofNullable(value.getValue()).filter(text -> ofUser && !text.isBlank());
  }
}
