package dev.blockyard.telemetry.internal.prometheus;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.metrics.Instruments;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Counters, gauges and classic histograms of a {@link PrometheusRegistry}. */
final class PrometheusInstruments implements Instruments {
  private final PrometheusRegistry registry;
  private final Map<BlockyardMetric, Collector> metrics = new ConcurrentHashMap<>();
  private final Map<BlockyardMetric, Map<List<String>, LongSupplier>> gauges =
      new ConcurrentHashMap<>();

  PrometheusInstruments(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String backend() {
    return "prometheus";
  }

  @Override
  public Optional<MetricsText> text() {
    return Optional.of(new PrometheusText(registry));
  }

  /** Counters have no exemplars: sampling one would cost more than the count itself. */
  @Override
  public EventCounter counter(BlockyardMetric metric, String... labelValues) {
    Counter counter =
        registered(
            metric,
            Counter.class,
            name ->
                Counter.builder(settings())
                    .name(name)
                    .help(metric.help())
                    .labelNames(labelNames(metric))
                    .withoutExemplars()
                    .build());
    CounterDataPoint series = counter.labelValues(labelValues);
    return series::inc;
  }

  @Override
  public DurationHistogram histogram(BlockyardMetric metric, String... labelValues) {
    return registered(
            metric,
            TracedHistogram.class,
            name ->
                new TracedHistogram(
                    Histogram.builder(settings()).name(name).help(metric.help()),
                    labelNames(metric),
                    metric.buckets().stream().mapToDouble(TracedHistogram::seconds).toArray()))
        .series(labelValues);
  }

  @Override
  public void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    Map<List<String>, LongSupplier> series =
        gauges.computeIfAbsent(metric, key -> new ConcurrentHashMap<>());
    series.put(List.of(labelValues), value);
    registered(
        metric,
        GaugeWithCallback.class,
        name ->
            GaugeWithCallback.builder(settings())
                .name(name)
                .help(metric.help())
                .labelNames(labelNames(metric))
                .callback(
                    scrape ->
                        series.forEach(
                            (labels, current) ->
                                scrape.call(
                                    (double) current.getAsLong(), labels.toArray(new String[0]))))
                .build());
  }

  /** Returns the metric, which is built and registered with its first series. */
  private <M extends Collector> M registered(
      BlockyardMetric metric, Class<M> type, Function<String, M> build) {
    return type.cast(
        metrics.computeIfAbsent(
            metric,
            key -> {
              M built = build.apply(metric.prometheusName());
              registry.register(built);
              return built;
            }));
  }

  @Override
  public void remove(BlockyardMetric metric, String... labelValues) {
    Collector registered = metrics.get(metric);
    if (registered instanceof TracedHistogram histogram) {
      histogram.remove(labelValues);
    } else if (registered instanceof StatefulMetric<?, ?> counter) {
      counter.remove(labelValues);
    }
  }

  @Override
  public void close() {
    metrics.values().forEach(registry::unregister);
  }

  /** None, because the user's for a metric of ours would override its buckets. */
  private static PrometheusProperties settings() {
    try {
      return PrometheusProperties.builder().build();
    } catch (NoSuchMethodError e) { // before client_java 1.4
      return PrometheusProperties.get();
    }
  }

  private static String[] labelNames(BlockyardMetric metric) {
    return metric.labels().toArray(new String[0]);
  }
}
