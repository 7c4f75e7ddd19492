package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.metrics.Instruments;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Records in MicroProfile Metrics. Loaded only if its API is present. */
public final class MicroProfileBackend {
  private MicroProfileBackend() {}

  /**
   * Finds the registry of a deployment.
   *
   * @param beans the deployment's beans
   * @param config the deployment's configuration
   * @return metrics in that registry; empty if there is none
   * @throws TelemetryException if there is a registry that cannot be injected
   */
  public static Optional<DeploymentMetrics> find(BeanManager beans, TelemetryConfig config) {
    if (beans.getBeans(MetricRegistry.class).isEmpty()) {
      return Optional.empty();
    }
    MetricRegistry registry = inject(beans);
    if (registry == null) {
      return Optional.empty();
    }
    if (!SmallRye.isInApplication()) {
      // The registry is the server's, for all applications.
      MicroProfileInstruments instruments = instruments(registry, config, Optional.empty());
      DeploymentMetrics metrics = recorder(instruments, config);
      instruments.watch();
      return Optional.of(metrics);
    }
    if (SmallRye.isOnMicrometerOfTheServer()) {
      new Warnings().once(Message.BYT0017, null, "");
    }
    return Optional.of(recorder(instruments(registry, config, SmallRyeText.find()), config));
  }

  /**
   * Records in a registry.
   *
   * @param registry where the series live
   * @return metrics that share nothing with those in another registry
   */
  public static DeploymentMetrics on(MetricRegistry registry) {
    TelemetryConfig config = TelemetryConfig.load();
    return recorder(instruments(registry, config, Optional.empty()), config);
  }

  private static MicroProfileInstruments instruments(
      MetricRegistry registry, TelemetryConfig config, Optional<MetricsText> text) {
    warnIfShared(registry);
    DistributionSetting.warnOfOverridden();
    return new MicroProfileInstruments(registry, config.named(), text);
  }

  private static DeploymentMetrics recorder(Instruments instruments, TelemetryConfig config) {
    return config.named()
        ? new NamedApplicationMetrics(instruments, config.maxApps(), config.appDurations())
        : new RecordingMetrics(instruments, config.maxApps(), config.appDurations());
  }

  private static void warnIfShared(MetricRegistry registry) {
    String gauge = BlockyardMetric.WORKERS_ACTIVE.prometheusName();
    try {
      if (registry.getGauge(new MetricID(gauge)) != null) {
        new Warnings().once(Message.BYT0011, null, gauge);
      }
    } catch (Throwable t) {
      // a registry that fails here fails at registration, where it is reported
    }
  }

  /** Injects the registry, because its producer needs an injection point. */
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

  /** No bean, so containers do not load its types at deployment. */
  static final class InjectedRegistry {
    @Inject @Nullable MetricRegistry registry;
  }
}
