package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.MicroProfileConfig;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.interception.Operations;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import dev.blockyard.telemetry.internal.servlet.RequestTelemetry;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of one deployment, wired together. */
final class Telemetry {
  private final TelemetryConfig config;
  private final ChosenBackend backend;
  private final ChosenTracer tracer;
  private final Instance<BlockyardMetrics> injectedMetrics;
  private final Instance<AppResolver> resolvers;
  private final boolean configIsKept = MicroProfileConfig.isKept();

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

  Backend backend() {
    return backend.backend();
  }

  /** Where spans go, for people to read. */
  String tracing() {
    Spans spans = tracer.spans();
    return spans == null ? "none" : spans.destination();
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

  /** The text for the module's own endpoint. */
  Optional<MetricsText> text() {
    return backend.metrics().flatMap(DeploymentMetrics::text);
  }

  /**
   * Finds what would fail later, and then each request.
   *
   * @throws TelemetryException if there is more than one resolver; it fails the deployment
   */
  static void check(Instance<AppResolver> resolvers) {
    if (resolvers.isAmbiguous()) {
      throw new TelemetryException(
          Message.BYT0008,
          resolvers
              .handlesStream()
              .map(handle -> handle.getBean().getBeanClass().getName())
              .sorted()
              .collect(Collectors.joining(", ")));
    }
  }

  private RequestTelemetry.@Nullable Resolver resolver() {
    if (!resolvers.isResolvable()) {
      return null;
    }
    Instance.Handle<AppResolver> resolver = resolvers.getHandle();
    return new RequestTelemetry.Resolver(
        resolver.get(), resolver.getBean().getBeanClass().getName());
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
    if (configIsKept) {
      MicroProfileConfig.release();
    }
  }
}
