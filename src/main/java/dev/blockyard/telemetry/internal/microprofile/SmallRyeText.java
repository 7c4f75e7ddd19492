package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Writes what SmallRye Metrics keeps, the module's own series the way the reference writes them:
 * without the label {@code mp_scope} and without the {@code _max} gauges that MicroProfile Metrics
 * adds to every timer.
 */
public final class SmallRyeText {
  private static final Set<String> OWN =
      Arrays.stream(BlockyardMetric.values())
          .map(BlockyardMetric::wireName)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> OWN_MAX =
      OWN.stream().map(name -> name + "_max").collect(Collectors.toUnmodifiableSet());

  private static final Tag SCOPE = Tag.of("mp_scope", MetricRegistry.APPLICATION_SCOPE);

  /** Registries that write our series without the scope already. */
  private static final WeakHashMap<PrometheusMeterRegistry, Boolean> PREPARED = new WeakHashMap<>();

  private SmallRyeText() {}

  /** Makes series that are registered from now on come out without the application's scope. */
  public static void prepare() {
    synchronized (PREPARED) {
      registries()
          .filter(registry -> PREPARED.put(registry, true) == null)
          .forEach(registry -> registry.config().meterFilter(new WithoutScope()));
    }
  }

  /**
   * Writes all metrics of the application as Prometheus text 0.0.4. What SmallRye itself measures
   * (the scope {@code base}: threads, heap) is the JVM's, has names that Prometheus's own check
   * refuses, and is left out.
   *
   * @param writer where to; it is not closed
   * @throws IOException if the writer throws it
   */
  public static void write(Writer writer) throws IOException {
    for (PrometheusMeterRegistry registry : registries().toList()) {
      Set<String> ofTheJvm = namesOfTheJvm(registry);
      List<MetricFamilySamples> families =
          Collections.list(
              registry
                  .getPrometheusRegistry()
                  .filteredMetricFamilySamples(
                      name -> !OWN_MAX.contains(name) && !ofTheJvm.contains(name)));
      families.removeIf(SmallRyeText::isOfTheJvm);
      StringWriter text = new StringWriter(); // it is written in pieces of a few characters
      TextFormat.write004(text, Collections.enumeration(families));
      writer.append(text.getBuffer());
    }
  }

  /**
   * Returns the names that only the JVM's metrics have. They are not even read: to ask the
   * operating system for some of them takes longer than to write all of the module's.
   */
  private static Set<String> namesOfTheJvm(PrometheusMeterRegistry registry) {
    Map<String, Meter.Id> ofTheJvm = new HashMap<>();
    Map<String, Meter.Id> others = new HashMap<>();
    for (Meter meter : registry.getMeters()) {
      Meter.Id id = meter.getId();
      boolean base = MetricRegistry.BASE_SCOPE.equals(id.getTag(SCOPE.getKey()));
      (base ? ofTheJvm : others).put(id.getName(), id);
    }
    NamingConvention convention = registry.config().namingConvention();
    Set<String> names = new HashSet<>();
    ofTheJvm.values().forEach(id -> names.add(id.getConventionName(convention)));
    others.values().forEach(id -> names.remove(id.getConventionName(convention)));
    return names;
  }

  private static boolean isOfTheJvm(MetricFamilySamples family) {
    return family.samples.stream()
        .allMatch(
            sample -> {
              int scope = sample.labelNames.indexOf(SCOPE.getKey());
              return scope >= 0 && sample.labelValues.get(scope).equals(MetricRegistry.BASE_SCOPE);
            });
  }

  private static Stream<PrometheusMeterRegistry> registries() {
    return Metrics.globalRegistry.getRegistries().stream()
        .filter(PrometheusMeterRegistry.class::isInstance)
        .map(PrometheusMeterRegistry.class::cast);
  }

  private static final class WithoutScope implements MeterFilter {
    @Override
    public Meter.Id map(Meter.Id id) {
      if (!OWN.contains(id.getName())) {
        return id;
      }
      List<Tag> tags =
          StreamSupport.stream(id.getTagsAsIterable().spliterator(), false)
              .filter(tag -> !Objects.equals(tag, SCOPE))
              .toList();
      return id.replaceTags(tags);
    }
  }
}
