package dev.blockyard.telemetry.benchmarks;

import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application in Weld, with the module and SmallRye Metrics as they are found in their jars. */
final class Deployment implements AutoCloseable {
  private final Map<String, String> settings;
  private final WeldContainer container;

  private Deployment(Map<String, String> settings, WeldContainer container) {
    this.settings = settings;
    this.container = container;
  }

  /**
   * Deploys an application.
   *
   * @param settings its MicroProfile Config
   * @param beans its classes
   */
  static Deployment start(Map<String, String> settings, Class<?>... beans) {
    settings.forEach(System::setProperty);
    return new Deployment(
        settings, new Weld().skipShutdownHook().addBeanClasses(beans).initialize());
  }

  /** Returns a bean: of one with a scope, the client proxy. */
  <T> T get(Class<T> type) {
    return container.select(type).get();
  }

  @Override
  public void close() {
    container.shutdown();
    settings.keySet().forEach(System::clearProperty);
    Registry.clear();
  }
}
