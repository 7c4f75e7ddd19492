package dev.blockyard.telemetry.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this module, written into the jar by the build. */
public final class ModuleVersion {
  private static final String VERSION = read();

  private ModuleVersion() {}

  /**
   * Returns the version.
   *
   * @return for example {@code 1.0.0}; {@code unknown} if the jar was repackaged without its
   *     resources
   */
  public static String get() {
    return VERSION;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream version = ModuleVersion.class.getResourceAsStream("version.properties")) {
      if (version != null) {
        properties.load(version);
      }
    } catch (IOException e) {
      // as if it were not there
    }
    return properties.getProperty("version", "unknown");
  }
}
