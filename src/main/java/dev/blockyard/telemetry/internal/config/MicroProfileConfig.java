package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.servers.UnreleasedConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;

/** The one place that touches MicroProfile Config, which a server may lack. */
public final class MicroProfileConfig {
  private MicroProfileConfig() {}

  /**
   * Returns whether the API is there, with an implementation behind it.
   *
   * @return false where every key is at its default
   */
  public static boolean isPresent() {
    try {
      ConfigProvider.getConfig();
      return true;
    } catch (LinkageError | IllegalStateException e) {
      return false;
    }
  }

  /**
   * Returns whether the calling application has to {@link #release} its configuration when it ends.
   *
   * @return false without an implementation, too
   */
  public static boolean isKept() {
    try {
      return UnreleasedConfig.isKeptBy(ConfigProviderResolver.instance());
    } catch (LinkageError | IllegalStateException e) {
      return false;
    }
  }

  /** Releases the configuration of the calling application, which ends. */
  public static void release() {
    ConfigProviderResolver resolver = ConfigProviderResolver.instance();
    // GlassFish knows only the configuration inside the one that it hands out.
    resolver.releaseConfig(resolver.getConfig().unwrap(Config.class));
  }

  /**
   * Returns the value of a key.
   *
   * @param key any key
   * @return empty if no source has the key, or its value is empty
   */
  public static Optional<String> value(String key) {
    return present(ConfigProvider.getConfig().getConfigValue(key).getValue());
  }

  /**
   * Returns the value of a key as libraries ask for it. A config source must not ask like this for
   * a key that it has: Payara caches the answer for everybody, and keeps a separate one for {@link
   * #value}.
   *
   * @param key any key
   * @return empty if no source has the key, or its value is empty
   */
  public static Optional<String> valueForLibraries(String key) {
    return ConfigProvider.getConfig().getOptionalValue(key, String.class);
  }

  /**
   * Returns the value of a key of the module.
   *
   * @throws IllegalStateException if the value is an expression, such as <code>${name}</code>, that
   *     refers to nothing; a {@link ConfigValue} is null then, as if the key were not set
   */
  static Optional<String> resolvedValue(String key) {
    ConfigValue value = ConfigProvider.getConfig().getConfigValue(key);
    String raw = value.getRawValue();
    if (value.getValue() == null && raw != null && raw.contains("${")) {
      throw new IllegalStateException(key);
    }
    return present(value.getValue());
  }

  /**
   * Returns the name of the source that a value comes from.
   *
   * @param key any key
   * @return empty if no source has the key
   */
  public static Optional<String> source(String key) {
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
    return present(value.getValue()).filter(text -> ofUser && !text.isBlank());
  }

  /** An empty value is none, as in {@code getOptionalValue}. */
  private static Optional<String> present(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }
}
