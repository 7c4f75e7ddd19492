package dev.blockyard.telemetry.microprofile;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.metrics.Instruments;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/** Counters, gauges and timers of a {@link MetricRegistry}. */
final class MicroProfileInstruments implements Instruments {
  private final MetricRegistry registry;

  /** One per name: a registry refuses a second description for the same name. */
  private final Map<BlockyardMetric, Metadata> metadata = new EnumMap<>(BlockyardMetric.class);

  MicroProfileInstruments(MetricRegistry registry) {
    this.registry = registry;
    for (BlockyardMetric metric : BlockyardMetric.values()) {
      metadata.put(
          metric,
          Metadata.builder()
              .withName(metric.wireName())
              .withDescription(metric.help())
              .withUnit(MetricUnits.NONE)
              .build());
    }
  }

  @Override
  public EventCounter counter(BlockyardMetric metric, String... labelValues) {
    return registry.counter(metadata.get(metric), tags(metric, labelValues))::inc;
  }

  @Override
  public DurationHistogram histogram(BlockyardMetric metric) {
    return registry.timer(metadata.get(metric))::update;
  }

  @Override
  public void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    registry.gauge(metadata.get(metric), value::getAsLong, tags(metric, labelValues));
  }

  @Override
  public void remove(BlockyardMetric metric, String... labelValues) {
    registry.remove(new MetricID(metric.wireName(), tags(metric, labelValues)));
  }

  private static Tag[] tags(BlockyardMetric metric, String... values) {
    Tag[] tags = new Tag[values.length];
    for (int i = 0; i < values.length; i++) {
      tags[i] = new Tag(metric.labels().get(i), values[i]);
    }
    return tags;
  }
}
