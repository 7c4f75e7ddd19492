package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.internal.config.MicroProfileConfig;
import dev.blockyard.telemetry.internal.config.OpenTelemetryConfigSource;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.servers.Quarkus;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/** Finds the tracing of MicroProfile Telemetry; loaded only where OpenTelemetry's API is. */
public final class InjectedTracing {
  private static final String OWN = "the application's own OpenTelemetry";

  private InjectedTracing() {}

  /**
   * Finds the OpenTelemetry of a deployment.
   *
   * @param beans the deployment's beans
   * @param config the deployment's configuration
   * @return creates spans there; empty if there is none, or if it is off
   */
  public static Optional<Spans> find(BeanManager beans, TelemetryConfig config) {
    Instance<OpenTelemetry> found = beans.createInstance().select(OpenTelemetry.class);
    if (!found.isResolvable()) {
      return Optional.empty();
    }
    String destination = destination(found.getHandle().getBean());
    return Optional.of(new OpenTelemetrySpans(found.get(), HttpSpanOptions.of(config), destination))
        .filter(OpenTelemetrySpans::isOn)
        .map(Spans.class::cast);
  }

  /**
   * Where its spans go, as far as the module knows. Without MicroProfile Config, a bean is not that
   * of MicroProfile Telemetry, nor is one whose class is the application's, or Quarkus's.
   */
  private static String destination(Bean<?> bean) {
    if (Quarkus.isUsed() || !MicroProfileConfig.isPresent()) {
      return OWN;
    }
    boolean own = bean.getBeanClass().getClassLoader() == InjectedTracing.class.getClassLoader();
    return OpenTelemetryConfigSource.destination().orElse(own ? OWN : "propagation only");
  }
}
