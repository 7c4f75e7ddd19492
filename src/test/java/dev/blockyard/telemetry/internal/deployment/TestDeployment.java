package dev.blockyard.telemetry.internal.deployment;

import static java.util.Objects.requireNonNull;

import dev.blockyard.telemetry.testing.TestRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Timer;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.resources.ClassLoaderResourceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The jar in Weld SE, found the way a server finds it, with a SmallRye registry that nobody else
 * uses. SmallRye's own CDI extension is left out: its registry is one per JVM.
 *
 * <p>An extension, so that the beans of one container get at their own.
 */
public class TestDeployment implements Extension, AutoCloseable {
  private final TestRegistry registry = new TestRegistry();

  /** Hands the registry out the way SmallRye does: not to a look-up without an injection point. */
  @Dependent
  static class RegistryProducer {
    @Produces
    MetricRegistry registry(InjectionPoint injectionPoint, TestDeployment deployment) {
      requireNonNull(injectionPoint.getMember());
      return deployment.registry();
    }
  }

  /** Returns a container that is not started yet. */
  public Weld weld(Class<?>... beans) {
    return withoutRegistry(beans).addBeanClass(RegistryProducer.class).addExtension(this);
  }

  /** Returns a container without MicroProfile Metrics. */
  public static Weld withoutRegistry(Class<?>... beans) {
    Weld weld = new Weld().skipShutdownHook().addBeanClasses(beans);
    weld.setResourceLoader(new OnlyTheJar());
    return weld;
  }

  public MetricRegistry registry() {
    return registry.registry();
  }

  /** Returns every series with its value; of a timer, the number of durations. */
  public Map<String, Double> series() {
    Map<String, Double> series = new TreeMap<>();
    registry().getMetrics().forEach((id, metric) -> series.put(name(id, metric), value(metric)));
    return series;
  }

  /** Returns how far each series moved that did. */
  public Map<String, Double> movedSince(Map<String, Double> before) {
    Map<String, Double> moved = new TreeMap<>();
    series().forEach((name, value) -> moved.put(name, value - before.getOrDefault(name, 0.0)));
    moved.values().removeIf(difference -> difference == 0);
    return moved;
  }

  /** Returns how far each series is from 0, but for the one that is always 1. */
  public Map<String, Double> moved() {
    Map<String, Double> moved = movedSince(Map.of());
    moved.keySet().removeIf(series -> series.startsWith("blockyard_telemetry_info"));
    return moved;
  }

  private static String name(MetricID id, Metric metric) {
    String name = metric instanceof Timer ? id.getName() + "_count" : id.getName();
    return id.getTags().isEmpty() ? name : name + new TreeMap<>(id.getTags());
  }

  private static double value(Metric metric) {
    if (metric instanceof Counter counter) {
      return counter.getCount();
    }
    return metric instanceof Gauge<?> gauge
        ? gauge.getValue().doubleValue()
        : ((Timer) metric).getCount();
  }

  @Override
  public void close() {
    registry.close();
  }

  /** Shows a container no bean archive and no extension but the module's. */
  private static final class OnlyTheJar extends ClassLoaderResourceLoader {
    private static final String JAR =
        TestDeployment.class
            .getClassLoader()
            .getResource("dev/blockyard/telemetry/BlockyardMetrics.class")
            .toString()
            .replace("dev/blockyard/telemetry/BlockyardMetrics.class", "");

    OnlyTheJar() {
      super(TestDeployment.class.getClassLoader());
    }

    @Override
    public @Nullable URL getResource(String name) {
      return name.startsWith("META-INF/")
          ? getResources(name).stream().findFirst().orElse(null)
          : super.getResource(name);
    }

    @Override
    public Collection<URL> getResources(String name) {
      if (!name.startsWith("META-INF/")) {
        return super.getResources(name);
      }
      try {
        List<URL> all = Collections.list(getClass().getClassLoader().getResources(name));
        return all.stream().filter(url -> url.toString().startsWith(JAR)).toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
