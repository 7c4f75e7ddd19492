package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.config.DistributionSetting;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Finds MicroProfile Metrics; loaded only where the API is. */
public final class MicroProfileBackend {
  private MicroProfileBackend() {}

  /**
   * Finds the registry of a deployment.
   *
   * @param beans the deployment's beans
   * @return metrics in that registry; empty if there is none
   */
  public static Optional<DeploymentMetrics> find(BeanManager beans) {
    if (beans.getBeans(MetricRegistry.class).isEmpty()) {
      return Optional.empty();
    }
    MetricRegistry registry = inject(beans);
    if (registry == null) {
      return Optional.empty();
    }
    if (!SmallRye.isInApplication()) {
      RecordingMetrics metrics = on(registry);
      metrics.watch(); // the registry is the server's, for all applications
      return Optional.of(metrics);
    }
    if (SmallRye.isOnMicrometerOfTheServer()) {
      new Warnings().once(Message.BYT0017, null, "");
    }
    SmallRyeText.prepare();
    return Optional.of(on(registry));
  }

  /**
   * Registers the metric set in a registry.
   *
   * @param registry where the series live
   * @return metrics that share nothing with those on another registry
   */
  public static RecordingMetrics on(MetricRegistry registry) {
    warnIfShared(registry);
    DistributionSetting.warnOfOverridden();
    TelemetryConfig config = TelemetryConfig.load();
    return new RecordingMetrics(
        new MicroProfileInstruments(registry, config.named()), config.maxApps());
  }

  private static void warnIfShared(MetricRegistry registry) {
    String gauge = BlockyardMetric.WORKERS_ACTIVE.wireName();
    try {
      if (registry.getGauge(new MetricID(gauge)) != null) {
        new Warnings().once(Message.BYT0011, null, gauge);
      }
    } catch (Throwable t) {
      // a registry that fails here fails at registration, where it is reported
    }
  }

  /** Injects the registry: its producer asks for the injection point, which a look-up lacks. */
  private static @Nullable MetricRegistry inject(BeanManager beans) {
    try {
      return new Unmanaged<>(beans, InjectedRegistry.class)
          .newInstance()
          .produce()
          .inject()
          .get()
          .registry;
    } catch (RuntimeException e) {
      throw new TelemetryException(e, Message.BYT0015, e);
    }
  }

  /** Not a bean, so that no container looks at its types at deployment. */
  static final class InjectedRegistry {
    @Inject @Nullable MetricRegistry registry;
  }
}
