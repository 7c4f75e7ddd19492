package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.metrics.Instruments;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** Counters, gauges and timers of a {@link MetricRegistry}. */
public final class MicroProfileInstruments implements Instruments {
  private final MetricRegistry registry;
  private final Registration registration;

  /** One per name: a registry refuses a second description for the same name. */
  private final Map<BlockyardMetric, Metadata> metadata = new EnumMap<>(BlockyardMetric.class);

  /**
   * Makes instruments of a registry.
   *
   * @param registry where the series live
   * @param named whether they carry the application's name, which a server finds by the thread
   */
  public MicroProfileInstruments(MetricRegistry registry, boolean named) {
    this.registry = registry;
    this.registration = named ? Registration.ON_CALLER : Registration.SLOW;
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
  public Registration registration() {
    return registration;
  }

  @Override
  public EventCounter counter(BlockyardMetric metric, String... labelValues) {
    Tag[] tags = tags(metric, labelValues);
    Counter counter = registry.counter(metadata.get(metric), tags);
    return new HeldCounter(registry, new MetricID(metric.wireName(), tags), counter);
  }

  @Override
  public DurationHistogram histogram(BlockyardMetric metric) {
    Timer timer = registry.timer(metadata.get(metric));
    return new HeldTimer(registry, new MetricID(metric.wireName()), timer);
  }

  @Override
  public Series gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    Tag[] tags = tags(metric, labelValues);
    MetricID id = new MetricID(metric.wireName(), tags);
    Metric others = registry.getMetric(id);
    Gauge<?> shown = registry.gauge(metadata.get(metric), value::getAsLong, tags);
    return new HeldGauge(registry, id, shown, others == null);
  }

  private record HeldCounter(MetricRegistry registry, MetricID id, Counter counter)
      implements EventCounter {
    @Override
    public void increment() {
      counter.inc();
    }

    @Override
    public boolean isRegistered() {
      return has(registry, id, counter);
    }

    @Override
    public void remove() {
      removeFrom(registry, id, counter);
    }
  }

  private record HeldTimer(MetricRegistry registry, MetricID id, Timer timer)
      implements DurationHistogram {
    @Override
    public void record(Duration duration) {
      timer.update(duration);
    }

    @Override
    public boolean isRegistered() {
      return has(registry, id, timer);
    }

    @Override
    public void remove() {
      removeFrom(registry, id, timer);
    }
  }

  /** A gauge of our own, or that of the application that was there first. */
  private record HeldGauge(MetricRegistry registry, MetricID id, Gauge<?> shown, boolean own)
      implements Series {
    @Override
    public boolean isRegistered() {
      return has(registry, id, shown);
    }

    @Override
    public void remove() {
      if (own) {
        removeFrom(registry, id, shown);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // one that was removed and came again is another
  private static boolean has(MetricRegistry registry, MetricID id, Metric held) {
    return registry.getMetric(id) == held;
  }

  /** An id does not find a series to which the server has added a label. */
  @SuppressWarnings("ReferenceEquality")
  private static void removeFrom(MetricRegistry registry, MetricID id, Metric held) {
    if (!registry.remove(id)) {
      registry.removeMatching((found, metric) -> metric == held);
    }
  }

  private static Tag[] tags(BlockyardMetric metric, String... values) {
    Tag[] tags = new Tag[values.length];
    for (int i = 0; i < values.length; i++) {
      tags[i] = new Tag(metric.labels().get(i), values[i]);
    }
    return tags;
  }
}
