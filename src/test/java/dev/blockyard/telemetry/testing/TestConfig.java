package dev.blockyard.telemetry.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** MicroProfile Config as an application has it that builds its own. */
public final class TestConfig {
  private final Config config;

  private TestConfig(Config config) {
    this.config = config;
  }

  /** A configuration of the test's own making. */
  public static TestConfig of(Config config) {
    return new TestConfig(config);
  }

  /** The sources that there are anyway, and these. */
  public static TestConfig with(ConfigSource... sources) {
    return new TestConfig(
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .addDiscoveredSources()
            .withSources(sources)
            .build());
  }

  /** These sources alone. */
  public static TestConfig only(ConfigSource... sources) {
    return new TestConfig(new SmallRyeConfigBuilder().withSources(sources).build());
  }

  /** A source that has one value. */
  public static ConfigSource source(String name, int ordinal, String key, String value) {
    return new PropertiesConfigSource(Map.of(key, value), name, ordinal);
  }

  /** Does something as a part of this application. */
  public void run(Runnable action) {
    get(
        () -> {
          action.run();
          return "";
        });
  }

  /** Computes something as a part of this application. */
  public <T> T get(Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader application = new URLClassLoader(new URL[0], before);
    ConfigProviderResolver.instance().registerConfig(config, application);
    thread.setContextClassLoader(application);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
      ConfigProviderResolver.instance().releaseConfig(config);
    }
  }
}
