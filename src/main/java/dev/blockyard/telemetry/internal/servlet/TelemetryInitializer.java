package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.exposition.SmallRye;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.validation.ServletMisuse;
import dev.blockyard.telemetry.internal.validation.UnboundClasses;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.HandlesTypes;
import java.util.EnumSet;
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
  TimedProxyRequest.class,
  TrackedSession.class
})
public final class TelemetryInitializer implements ServletContainerInitializer {
  private static final String FILTER = "blockyard-telemetry-requests";
  private static final String SPANS = "blockyard-telemetry-spans";
  private static final String ENDPOINT = "blockyard-telemetry-metrics";

  /** Made by the container. */
  public TelemetryInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    TelemetryConfig config = TelemetryConfig.load();
    if (!config.enabled()) {
      return;
    }
    if (classes != null) {
      ServletMisuse.check(classes);
      context.addListener(new UnboundClasses(classes));
    }
    if (!config.urlPatterns().isEmpty()) {
      addFilter(new RequestFilter(config.urlPatterns()), context);
    }
    SmallRye.endpoint(config).ifPresent(path -> addEndpoint(path, config, context));
  }

  static void addFilter(RequestFilter filter, ServletContext context) {
    FilterRegistration.Dynamic registration = context.addFilter(FILTER, filter);
    if (registration == null) {
      return; // registered already
    }
    registration.setAsyncSupported(true);
    // Before the application's own filters: what they refuse was a request, too.
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST), false, filter.urlPatterns());
    context.addListener(filter);
    if (ClassPath.has(ClassPath.OPEN_TELEMETRY)) { // else no request has a span to pass it for
      addSpanFilter(filter, context);
    }
  }

  private static void addSpanFilter(RequestFilter filter, ServletContext context) {
    FilterRegistration.Dynamic spans = context.addFilter(SPANS, new SpanFilter(filter));
    spans.setAsyncSupported(true);
    // Behind the server's own filter, which starts spans on some servers.
    spans.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, filter.urlPatterns());
    // A request may be dispatched out of the patterns, and is still the same.
    spans.addMappingForUrlPatterns(EnumSet.of(DispatcherType.ASYNC), true, "/*");
  }

  private static void addEndpoint(String path, TelemetryConfig config, ServletContext context) {
    ServletRegistration.Dynamic registration =
        context.addServlet(ENDPOINT, new MetricsEndpoint(config.access()));
    if (registration == null) {
      return; // registered already
    }
    registration.setAsyncSupported(true);
    if (!registration.addMapping(path).isEmpty()) {
      new Warnings().once(Message.BYT0009, null, path);
    }
  }
}
