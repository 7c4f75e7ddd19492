package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.config.UnknownKeys;
import dev.blockyard.telemetry.internal.interception.Operations;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.microprofile.MicroProfileBackend;
import dev.blockyard.telemetry.internal.microprofile.SmallRye;
import dev.blockyard.telemetry.internal.opentelemetry.OpenTelemetryBackend;
import dev.blockyard.telemetry.internal.servers.ServerWideTelemetry;
import dev.blockyard.telemetry.internal.servlet.RequestTelemetry;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.tracing.InjectedTracing;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the module in one deployment: reads the configuration, chooses the backend and the
 * tracer, and hands them to the parts that use them. No type of a metrics or tracing API is in its
 * signatures: a server that lacks one must still deploy the jar.
 */
@ApplicationScoped
class Deployment {
  private static final Logger LOG = System.getLogger("dev.blockyard.telemetry");

  private @Nullable Spans spans;
  private @Nullable Spans deployed;
  private Optional<DeploymentMetrics> metrics = Optional.empty();

  @Inject BeanManager beans;

  /** Created by the container. */
  Deployment() {}

  @PostConstruct
  void assemble() {
    TelemetryConfig config = TelemetryConfig.load();
    if (!config.enabled()) {
      return;
    }
    spans = GlobalTracing.started();
    if (spans == null) {
      spans = findSpans(config).orElse(null);
      deployed = spans;
    }
    if (deployed != null) {
      GlobalTracing.deploy(deployed);
    }
    chooseBackend(config);
    UnknownKeys.warn();
  }

  private void chooseBackend(TelemetryConfig config) {
    Backend used = Backend.NONE;
    for (Backend candidate : candidates(config.backend())) {
      metrics = find(candidate, config);
      if (metrics.isPresent()) {
        used = candidate;
        break;
      }
    }
    if (used == Backend.NONE && config.backend() != Backend.NONE) {
      missing(config.backend());
    }
    LOG.log(
        Level.INFO,
        Message.BYT0016.text(
            used,
            SmallRye.endpoint(config).orElse("none of its own"),
            config.urlPatterns().isEmpty() ? "none" : String.join(",", config.urlPatterns()),
            spans == null ? "none" : spans.destination()));
  }

  private static List<Backend> candidates(Backend wanted) {
    return wanted == Backend.AUTO
        ? List.of(Backend.MICROPROFILE_METRICS, Backend.OPENTELEMETRY)
        : List.of(wanted);
  }

  private Optional<DeploymentMetrics> find(Backend candidate, TelemetryConfig config) {
    return switch (candidate) {
      case MICROPROFILE_METRICS ->
          ClassPath.has(ClassPath.MICROPROFILE_METRICS)
              ? MicroProfileBackend.find(beans)
              : Optional.empty();
      case OPENTELEMETRY ->
          config.openTelemetryEnabled() && ClassPath.has(ClassPath.OPEN_TELEMETRY)
              ? OpenTelemetryBackend.find(beans)
              : Optional.empty();
      case AUTO, NONE -> Optional.empty();
    };
  }

  private static void missing(Backend wanted) {
    switch (wanted) {
      case MICROPROFILE_METRICS ->
          throw new TelemetryException(
              Message.BYT0002, wanted, "there is no MetricRegistry to inject in this deployment");
      case OPENTELEMETRY ->
          throw new TelemetryException(
              Message.BYT0002,
              wanted,
              "there is no OpenTelemetry to inject in this deployment, or otel.sdk.disabled is not"
                  + " \"false\"");
      case AUTO, NONE -> new Warnings().once(Message.BYT0003, null, "");
    }
  }

  private Optional<Spans> findSpans(TelemetryConfig config) {
    String reason = null;
    Optional<Spans> found = Optional.empty();
    if (config.openTelemetryDisabled()) {
      reason = "otel.sdk.disabled is \"true\": remove one of the two";
    } else if (!ClassPath.has(ClassPath.OPEN_TELEMETRY)) {
      reason =
          "the server has no OpenTelemetry: enable MicroProfile Telemetry (Open Liberty:"
              + " mpTelemetry-2.1, WildFly: standalone-microprofile.xml)";
    } else {
      found = InjectedTracing.find(beans, config);
      reason =
          found.isPresent()
              ? null
              : "there is no OpenTelemetry to inject in this deployment, or the server keeps it"
                  + " switched off";
    }
    if (config.otlpEndpoint().isPresent()) {
      say(reason);
    }
    return found;
  }

  private static void say(@Nullable String reason) {
    if (reason != null) {
      new Warnings().once(Message.BYT0029, null, reason);
    } else {
      ServerWideTelemetry.setting()
          .ifPresent(setting -> new Warnings().once(Message.BYT0030, null, setting));
    }
  }

  @Produces
  @ApplicationScoped
  BlockyardMetrics metrics() {
    return metrics.map(BlockyardMetrics.class::cast).orElse(BlockyardMetrics.noop());
  }

  @Produces
  @ApplicationScoped
  Operations operations() {
    return new Operations(injectedMetrics(), spans);
  }

  /** What the request filter of an application works with. */
  static RequestTelemetry requests(ServletContext application) {
    CDI<Object> cdi;
    try {
      cdi = CDI.current();
    } catch (IllegalStateException e) {
      new Warnings().once(Message.BYT0010, e, application.getContextPath() + "/");
      return new RequestTelemetry(
          BlockyardMetrics.noop(), app -> {}, null, GlobalTracing.started());
    }
    return cdi.select(Deployment.class).get().requests(cdi.select(AppResolver.class));
  }

  RequestTelemetry requests(Instance<AppResolver> resolvers) {
    if (resolvers.isAmbiguous()) {
      throw new TelemetryException(
          Message.BYT0008,
          resolvers
              .handlesStream()
              .map(handle -> handle.getBean().getBeanClass().getName())
              .sorted()
              .collect(Collectors.joining(", ")));
    }
    return new RequestTelemetry(
        injectedMetrics(),
        app -> metrics.ifPresent(own -> own.expectRequest(app)),
        resolvers.isUnsatisfied() ? null : resolvers.get(),
        spans);
  }

  /**
   * What {@code @Inject BlockyardMetrics} would record in, without the client proxy in front of it,
   * for those who record on every call and request.
   */
  private BlockyardMetrics injectedMetrics() {
    Bean<?> bean = beans.resolve(beans.getBeans(BlockyardMetrics.class));
    return bean.getBeanClass() == Deployment.class
        ? metrics()
        : (BlockyardMetrics)
            beans.getReference(bean, BlockyardMetrics.class, beans.createCreationalContext(bean));
  }

  /** Series with a closed label set exist from the deployment on, not from the first event. */
  void register(@Observes Startup event) {
    // the container has created this bean, which has registered them
  }

  @PreDestroy
  void close() {
    metrics.ifPresent(DeploymentMetrics::close);
    if (deployed != null) {
      GlobalTracing.undeploy(deployed);
    }
  }
}
