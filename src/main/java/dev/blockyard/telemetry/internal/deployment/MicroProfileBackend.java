package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.exposition.PrometheusText;
import dev.blockyard.telemetry.internal.exposition.SmallRye;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.microprofile.MicroProfileMetrics;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Finds MicroProfile Metrics; loaded only where the API is. */
final class MicroProfileBackend {
  private MicroProfileBackend() {}

  static Optional<BlockyardMetrics> find(BeanManager beans) {
    if (beans.getBeans(MetricRegistry.class).isEmpty()) {
      return Optional.empty();
    }
    MetricRegistry registry = inject(beans);
    if (registry == null) {
      return Optional.empty();
    }
    if (!SmallRye.isInApplication()) {
      BlockyardMetrics metrics = MicroProfileMetrics.on(registry);
      if (metrics instanceof RecordingMetrics recording) {
        recording.watch(); // the registry is the server's, for all applications
      }
      return Optional.of(metrics);
    }
    if (SmallRye.isOnMicrometerOfTheServer()) {
      new Warnings().once(Message.BYT0017, null, "");
    }
    PrometheusText.prepare();
    return Optional.of(MicroProfileMetrics.on(registry));
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
