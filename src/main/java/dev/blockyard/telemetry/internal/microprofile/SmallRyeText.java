package dev.blockyard.telemetry.internal.microprofile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import io.smallrye.metrics.SharedMetricRegistries;
import io.smallrye.metrics.legacyapi.LegacyMetricRegistryAdapter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The Prometheus text of SmallRye Metrics: all MicroProfile metrics of the application. The
 * module's own series are written without the label {@code mp_scope} and without the {@code _max}
 * gauges, which MicroProfile Metrics adds to every timer.
 *
 * <p>Other Prometheus registries of the application, which Micrometer fills with the same series,
 * are left alone.
 */
public final class SmallRyeText implements MetricsText {
  private static final Set<String> OWN =
      Arrays.stream(BlockyardMetric.values())
          .map(BlockyardMetric::prometheusName)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> OWN_MAX =
      OWN.stream().map(name -> name + "_max").collect(Collectors.toUnmodifiableSet());

  private static final Tag SCOPE = Tag.of("mp_scope", MetricRegistry.APPLICATION_SCOPE);

  /** Registries that write our series without the scope already. */
  private static final WeakHashMap<PrometheusMeterRegistry, Boolean> PREPARED = new WeakHashMap<>();

  private final PrometheusMeterRegistry registry;

  private SmallRyeText(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Returns the text of the registry that SmallRye Metrics created. Series of this module that are
   * registered from now on have no scope.
   *
   * @return empty if SmallRye Metrics has no Prometheus registry, which can be configured
   */
  public static Optional<MetricsText> find() {
    if (SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE)
            instanceof LegacyMetricRegistryAdapter adapter
        && adapter.getPrometheusMeterRegistry() instanceof PrometheusMeterRegistry registry) {
      synchronized (PREPARED) {
        if (PREPARED.put(registry, true) == null) {
          registry.config().meterFilter(new WithoutScope());
        }
      }
      return Optional.of(new SmallRyeText(registry));
    }
    return Optional.empty();
  }

  @Override
  public String contentType(@Nullable String accept) {
    return TextFormat.CONTENT_TYPE_004;
  }

  /**
   * Writes Prometheus text 0.0.4. What SmallRye measures itself (the scope {@code base}: threads,
   * heap) belongs to the JVM, has names that Prometheus's own check refuses, and is left out.
   */
  @Override
  public void write(OutputStream out, @Nullable String accept, Set<String> names)
      throws IOException {
    Set<String> ofTheJvm = namesOfTheJvm();
    List<MetricFamilySamples> families =
        Collections.list(
            registry
                .getPrometheusRegistry()
                .filteredMetricFamilySamples(
                    name ->
                        (names.isEmpty() || names.contains(name))
                            && !OWN_MAX.contains(name)
                            && !ofTheJvm.contains(name)));
    families.removeIf(SmallRyeText::isOfTheJvm);
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    TextFormat.write004(writer, Collections.enumeration(families));
    writer.flush();
  }

  /**
   * Returns the names that only metrics of the JVM have. They are not even read, because reading
   * some of them from the operating system takes longer than writing all of the module's.
   */
  private Set<String> namesOfTheJvm() {
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
