package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedColdStartPhase;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.endpoint.MetricsEndpoint;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import dev.blockyard.telemetry.internal.servlet.RequestFilter;
import dev.blockyard.telemetry.internal.servlet.RequestTelemetry;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.validation.ServletMisuse;
import dev.blockyard.telemetry.internal.validation.UnboundClasses;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.HandlesTypes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the request filter and, where the server offers no endpoint for metrics, the module's
 * own. The container finds it in the jar.
 *
 * <p>It is given the classes that have a binding somewhere, on the class or on a method.
 */
@HandlesTypes({
  CountedAuditDrop.class,
  CountedBundleUpload.class,
  CountedHealthCheckFailure.class,
  CountedWorkerSpawn.class,
  CountedWorkerStop.class,
  ReconciledWorkers.class,
  TimedBundleRestore.class,
  TimedColdStart.class,
  TimedColdStartPhase.class,
  TimedProxyRequest.class,
  TrackedSession.class
})
public final class TelemetryInitializer implements ServletContainerInitializer {
  private static final String ENDPOINT = "blockyard-telemetry-metrics";

  /** Made by the container. */
  public TelemetryInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    try {
      register(classes, context);
    } catch (TelemetryException e) {
      throw e.logged();
    }
  }

  private static void register(@Nullable Set<Class<?>> classes, ServletContext context) {
    TelemetryConfig config = TelemetryConfig.load();
    if (!config.enabled()) {
      return;
    }
    if (classes != null) {
      ServletMisuse.check(classes);
      context.addListener(new UnboundClasses(classes));
    }
    String endpoint =
        config
            .endpoint()
            .filter(path -> hasText(config) && isEndpointAdded(path, config, context))
            .orElse(null);
    if (!config.urlPatterns().isEmpty()) {
      RequestFilter.of(config.urlPatterns(), endpoint, TelemetryInitializer::requests)
          .register(context);
    }
    new WebApplication(config.urlPatterns(), endpoint).registeredIn(context);
  }

  /** What the request filter of an application works with; whatever fails, requests are served. */
  private static RequestTelemetry requests(ServletContext application) {
    try {
      Optional<Telemetry> telemetry = telemetry();
      if (telemetry.isPresent()) {
        return telemetry.get().requests();
      }
      new Warnings().once(Message.BYT0010, null, application.getContextPath() + "/");
    } catch (Throwable t) {
      new Warnings().once(Message.BYT0005, t, "every request", t);
    }
    return new RequestTelemetry(BlockyardMetrics.noop(), app -> {}, null, GlobalTracing.started());
  }

  /**
   * Returns whether to offer the endpoint. Most servers start CDI first, so the backend is known.
   * Some servlet containers start it later; then the endpoint answers 404 without a text.
   */
  private static boolean hasText(TelemetryConfig config) {
    return telemetry()
        .map(telemetry -> telemetry.text().isPresent())
        .orElseGet(() -> ChosenBackend.mayHaveText(config));
  }

  private static Optional<MetricsText> text() {
    return telemetry().flatMap(Telemetry::text);
  }

  /**
   * Returns empty without CDI, of which a servlet container may not even have the API, or before it
   * has started, which OpenWebBeans reports in select.
   */
  static Optional<Telemetry> telemetry() {
    if (!Deployment.mayBeAssembled()) {
      return Optional.empty();
    }
    Instance<Telemetry> telemetry;
    try {
      telemetry = CDI.current().select(Telemetry.class);
    } catch (IllegalStateException | NoClassDefFoundError e) {
      return Optional.empty();
    }
    return Optional.of(telemetry.get());
  }

  private static boolean isEndpointAdded(
      String path, TelemetryConfig config, ServletContext context) {
    ServletRegistration.Dynamic registration =
        context.addServlet(
            ENDPOINT, new MetricsEndpoint(config.access(), TelemetryInitializer::text));
    if (registration == null) {
      return true; // registered already
    }
    registration.setAsyncSupported(true);
    if (registration.addMapping(path).isEmpty()) {
      return true;
    }
    new Warnings().once(Message.BYT0009, null, path);
    return false;
  }
}
