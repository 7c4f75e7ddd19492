package dev.blockyard.telemetry.internal.servers;

/**
 * GlassFish (8.0.0) keeps the configuration of an application that has ended, and with it the class
 * loader; other servers release it. Held by {@code RedeployIT} on GlassFish 8.
 */
public final class UnreleasedConfig {
  private UnreleasedConfig() {}

  /**
   * Returns whether an application has to release its configuration.
   *
   * @param resolver of MicroProfile Config
   */
  public static boolean isKeptBy(Object resolver) {
    return resolver.getClass().getName().startsWith("org.glassfish.microprofile.config.");
  }
}
