package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.config.UnknownKeys;
import dev.blockyard.telemetry.internal.interception.Operations;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.servers.EarLibrary;
import dev.blockyard.telemetry.internal.servers.Quarkus;
import dev.blockyard.telemetry.internal.validation.AnnotationValidation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;

/**
 * The module's beans, and its start and end in CDI. No type of an optional API (metrics, tracing,
 * servlets) is in a signature: a server that lacks one must still deploy the jar.
 *
 * <p>Whatever is looked up is injected here, because Quarkus removes beans that nothing injects.
 * All methods are static, so that no instance is needed: GlassFish (7.0.21) logs an error for each
 * one that is created while the application starts or ends. Held by {@code RedeployIT} on
 * GlassFish.
 */
@Dependent
class Deployment {
  /** Whether CDI has started completely. */
  private static volatile boolean started;

  Deployment() {}

  /** Returns whether the module can be assembled: always, but on Quarkus. */
  static boolean mayBeAssembled() {
    return started || !Quarkus.isUsed();
  }

  /**
   * Assembles the module, once per deployment.
   *
   * @throws dev.blockyard.telemetry.internal.messages.TelemetryException if the configuration
   *     cannot be used; it fails the deployment
   */
  @Produces
  @Singleton
  static Telemetry assemble(
      BeanManager beans,
      Instance<BlockyardMetrics> injectedMetrics,
      Instance<AppResolver> resolvers) {
    try {
      TelemetryConfig config = TelemetryConfig.load();
      if (!config.enabled()) {
        return Telemetry.disabled(config, injectedMetrics, resolvers);
      }
      EarLibrary.location()
          .ifPresent(
              location -> {
                throw new TelemetryException(Message.BYT0071, location);
              });
      Telemetry.check(resolvers); // before there is anything to take back
      UnknownKeys.warn();
      ChosenTracer tracer = ChosenTracer.in(beans, config);
      return new Telemetry(
          config, backend(beans, config, tracer), tracer, injectedMetrics, resolvers);
    } catch (TelemetryException e) {
      throw e.logged();
    }
  }

  /** Where that fails, the deployment does, and leaves no tracer to the next one. */
  private static ChosenBackend backend(
      BeanManager beans, TelemetryConfig config, ChosenTracer tracer) {
    try {
      return ChosenBackend.in(beans, config);
    } catch (RuntimeException e) {
      tracer.close();
      throw e;
    }
  }

  static void close(@Disposes Telemetry telemetry) {
    telemetry.close();
  }

  @Produces
  @ApplicationScoped
  static BlockyardMetrics metrics(Telemetry telemetry) {
    return telemetry.metrics();
  }

  @Produces
  @ApplicationScoped
  static Operations operations(Telemetry telemetry) {
    return telemetry.operations();
  }

  /**
   * Reports the start, of CDI or of a web application.
   *
   * @param event the {@code ServletContext} of a web application, or any other object
   */
  static void initialized(
      @Observes @Initialized(ApplicationScoped.class) Object event, Instance<Telemetry> assembled) {
    if (mayBeAssembled()) {
      report(event, assembled.get());
    }
  }

  private static void report(Object event, Telemetry telemetry) {
    if (!telemetry.config().enabled()) {
      return;
    }
    if (ClassPath.has(ClassPath.SERVLETS)) {
      WebApplication.report(event, telemetry);
      return;
    }
    StartLine.logWithoutServlets(telemetry, "none");
    if (!telemetry.config().urlPatterns().isEmpty()) {
      new Warnings().once(Message.BYT0070, null, "");
    }
  }

  /** Creates the closed series and finds configuration errors before the first event. */
  static void start(@Observes Startup event, Telemetry telemetry) {
    started = true;
    if (Quarkus.isUsed()) { // which has checked the annotations in its build
      report(event, telemetry);
    } else if (telemetry.config().enabled() && !AnnotationValidation.hasRun()) {
      new Warnings().once(Message.BYT0074, null, "");
    }
  }
}
