package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.interception.Operations;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.servlet.RequestTelemetry;
import jakarta.enterprise.inject.Instance;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of one deployment, wired together. */
final class Telemetry {
  private final TelemetryConfig config;
  private final ChosenBackend backend;
  private final ChosenTracer tracer;
  private final Instance<BlockyardMetrics> injectedMetrics;
  private final Instance<AppResolver> resolvers;

  /**
   * Wires the parts.
   *
   * @param injectedMetrics what the application gets injected: the module's own metrics, unless the
   *     application replaces them with an alternative
   */
  Telemetry(
      TelemetryConfig config,
      ChosenBackend backend,
      ChosenTracer tracer,
      Instance<BlockyardMetrics> injectedMetrics,
      Instance<AppResolver> resolvers) {
    this.config = config;
    this.backend = backend;
    this.tracer = tracer;
    this.injectedMetrics = injectedMetrics;
    this.resolvers = resolvers;
  }

  /** Records and traces nothing of its own; an alternative of the application still records. */
  static Telemetry disabled(
      TelemetryConfig config,
      Instance<BlockyardMetrics> injectedMetrics,
      Instance<AppResolver> resolvers) {
    return new Telemetry(config, ChosenBackend.NONE, ChosenTracer.NONE, injectedMetrics, resolvers);
  }

  TelemetryConfig config() {
    return config;
  }

  /** The module's own metrics. */
  BlockyardMetrics metrics() {
    return backend.metrics().map(BlockyardMetrics.class::cast).orElse(BlockyardMetrics.noop());
  }

  Operations operations() {
    return new Operations(recordingMetrics(), tracer.spans());
  }

  /** What the request filter works with. */
  RequestTelemetry requests() {
    return new RequestTelemetry(
        recordingMetrics(),
        app -> backend.metrics().ifPresent(own -> own.expectRequest(app)),
        resolver(),
        tracer.spans());
  }

  private @Nullable AppResolver resolver() {
    if (resolvers.isAmbiguous()) {
      throw new TelemetryException(
          Message.BYT0008,
          resolvers
              .handlesStream()
              .map(handle -> handle.getBean().getBeanClass().getName())
              .sorted()
              .collect(Collectors.joining(", ")));
    }
    return resolvers.isUnsatisfied() ? null : resolvers.get();
  }

  /**
   * The metrics that {@code @Inject BlockyardMetrics} records in. The module's own come without
   * their client proxy, which would cost every annotated call and every request.
   */
  private BlockyardMetrics recordingMetrics() {
    boolean own = injectedMetrics.getHandle().getBean().getBeanClass() == Deployment.class;
    return own ? metrics() : injectedMetrics.get();
  }

  void close() {
    backend.metrics().ifPresent(DeploymentMetrics::close);
    tracer.close();
  }
}
