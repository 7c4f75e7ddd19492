package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.servers.Quarkus;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports the start of one web application, as soon as both its servlets and CDI have started. The
 * container that starts last decides who calls: CDI tells {@link Deployment}, and a servlet
 * container tells this listener.
 *
 * <p>No record: a container may compare its listeners, and the generated {@code equals} leaves a
 * reference to the application's class loader in the JDK.
 */
final class WebApplication implements ServletContextListener {

  /** Attribute with what the initializer registered; a server may not run initializers. */
  private static final String REGISTERED = "dev.blockyard.telemetry.registered";

  private static final String REPORTED = "dev.blockyard.telemetry.reported";

  /** The application on Quarkus, where servlets start before the rest. */
  private static @Nullable ServletContext early;

  private final List<String> urlPatterns;
  private final @Nullable String endpoint;

  /**
   * Creates a listener.
   *
   * @param urlPatterns the patterns of counted requests
   * @param endpoint the path of the module's own endpoint; null if there is none
   */
  WebApplication(List<String> urlPatterns, @Nullable String endpoint) {
    this.urlPatterns = urlPatterns;
    this.endpoint = endpoint;
  }

  /** Remembers what the initializer registered. */
  void registeredIn(ServletContext context) {
    context.setAttribute(REGISTERED, this);
    context.addListener(this);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (Quarkus.isUsed()) {
      early = context;
    }
    TelemetryInitializer.telemetry().ifPresent(telemetry -> report(context, telemetry));
  }

  /**
   * Reports the start of CDI.
   *
   * @param event the {@code ServletContext} if CDI starts with a web application
   */
  static void report(Object event, Telemetry telemetry) {
    if (!((early == null ? event : early) instanceof ServletContext context)) {
      StartLine.logWithoutServlets(telemetry, "none yet");
    } else if (context.getAttribute(REGISTERED) != null || !listensAsInitializer(context)) {
      report(context, telemetry);
    }
  }

  /**
   * Lets the servlet container report instead, if the module's initializer may still run: Weld in a
   * servlet container starts in an initializer of its own. A container accepts listeners of this
   * kind only while initializers run.
   */
  private static boolean listensAsInitializer(ServletContext context) {
    try {
      context.addListener(new WebApplication(List.of(), null));
      return true;
    } catch (IllegalStateException | IllegalArgumentException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static void report(ServletContext context, Telemetry telemetry) {
    if (context.getAttribute(REPORTED) != null) {
      return;
    }
    context.setAttribute(REPORTED, true);
    if (context.getAttribute(REGISTERED) instanceof WebApplication registered) {
      StartLine.log(
          telemetry,
          telemetry.text().isPresent() ? registered.endpoint : null,
          registered.urlPatterns);
      return;
    }
    StartLine.log(telemetry, null, List.of());
    if (!telemetry.config().urlPatterns().isEmpty()) {
      new Warnings().once(Message.BYT0069, null, context.getContextPath() + "/");
    }
  }
}
