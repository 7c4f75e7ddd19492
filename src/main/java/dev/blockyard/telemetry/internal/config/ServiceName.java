package dev.blockyard.telemetry.internal.config;

import java.util.Optional;

/** What this process calls itself in traces. */
public final class ServiceName {
  private static final String KEY = "otel.service.name";
  private static final String VARIABLE = "OTEL_SERVICE_NAME";

  private ServiceName() {}

  /**
   * Returns the user's name from MicroProfile Config, a system property or the environment.
   *
   * @return it, else {@code blockyard}
   */
  public static String get() {
    Optional<String> said =
        MicroProfileConfig.isPresent()
            ? MicroProfileConfig.value(KEY)
            : Optional.ofNullable(System.getProperty(KEY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)));
    return said.filter(name -> !name.isBlank()).orElse("blockyard");
  }
}
