package dev.blockyard.telemetry.testing;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.interception.Operations;
import dev.blockyard.telemetry.internal.interception.TelemetryInterceptor;
import dev.blockyard.telemetry.internal.tracing.InjectedTracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanBuilder;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/**
 * Adds the module's interceptor to the container of a test, with the metrics and spans of that test
 * behind it. Weld finds Build Compatible Extensions even where it discovers no beans, as in a test
 * with {@code WeldInitiator.of(...)}. Does nothing in a container that no {@link
 * TelemetryExtension} waits for.
 */
public final class ModuleInTests implements BuildCompatibleExtension {
  private static final String TEST = "test";

  private @Nullable TelemetryExtension test;
  private boolean hasInterceptor;

  /** Called by the container. */
  public ModuleInTests() {}

  /**
   * Adds the interceptor.
   *
   * @param classes where it is added
   */
  @Discovery
  public void discover(ScannedClasses classes) {
    test = TelemetryExtension.current();
    if (test != null) {
      classes.add(TelemetryInterceptor.class.getName());
    }
  }

  /**
   * Keeps one interceptor where the container has discovered the module itself: the second one
   * becomes a bean that nothing uses.
   *
   * @param interceptor one of them
   */
  @Enhancement(types = TelemetryInterceptor.class)
  public void keepOne(ClassConfig interceptor) {
    if (test != null && hasInterceptor) {
      interceptor.removeAllAnnotations();
    }
    hasInterceptor = true;
  }

  /**
   * Replaces what the module would record with.
   *
   * @param components where the replacements are added
   */
  @Synthesis
  public void replace(SyntheticComponents components) {
    if (test == null) {
      return;
    }
    replace(components.addBean(BlockyardMetrics.class), BlockyardMetrics.class, test)
        .createWith(MetricsCreator.class);
    replace(components.addBean(Operations.class), Operations.class, test)
        .createWith(OperationsCreator.class);
    if (test.isTraced()) {
      RecordedSpans.addTo(components, test);
    }
  }

  static <T> SyntheticBeanBuilder<T> replace(
      SyntheticBeanBuilder<T> bean, Class<T> type, TelemetryExtension test) {
    return bean.type(type)
        .scope(ApplicationScoped.class)
        .alternative(true)
        .priority(Integer.MAX_VALUE)
        .withParam(TEST, test.id());
  }

  static TelemetryExtension testOf(Parameters parameters) {
    return TelemetryExtension.of(parameters.get(TEST, Long.class));
  }

  /** Hands out the metrics of the test. */
  public static final class MetricsCreator implements SyntheticBeanCreator<BlockyardMetrics> {
    /** Called by the container. */
    public MetricsCreator() {}

    @Override
    public BlockyardMetrics create(Instance<Object> beans, Parameters parameters) {
      return testOf(parameters).metrics().recorder();
    }
  }

  /** Creates what the interceptor records with. */
  public static final class OperationsCreator implements SyntheticBeanCreator<Operations> {
    /** Called by the container. */
    public OperationsCreator() {}

    @Override
    public Operations create(Instance<Object> beans, Parameters parameters) {
      TelemetryExtension test = testOf(parameters);
      return new Operations(
          beans.select(BlockyardMetrics.class).get(),
          test.isTraced()
              ? InjectedTracing.find(beans.select(BeanManager.class).get(), TelemetryConfig.load())
                  .orElse(null)
              : null);
    }
  }
}
