package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.metrics.Instruments;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.jspecify.annotations.Nullable;

/**
 * Counters, gauges and timers of a {@link MetricRegistry}.
 *
 * <p>SmallRye Metrics compares a new series with all others of its name, so from some hundred app
 * series on, counters are registered in the background. Where the server adds the application's
 * name as a label, it finds the name by the current thread: then each caller registers, and the
 * registry is not watched, because no other application can remove the series.
 */
final class MicroProfileInstruments implements Instruments {
  /** With so many counters by app, SmallRye Metrics takes about 30 µs to register another. */
  private static final int MAX_ON_CALLER = 250;

  /** How long a series may be missing after another application has ended. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** For how many rounds after a loss app series are checked: 10 s, as servers remove slowly. */
  private static final int ROUNDS_AFTER_LOSS = 50;

  /** How many app series are checked in a round without a loss. */
  private static final int APPS_PER_ROUND = 200;

  private final MetricRegistry registry;
  private final boolean named;
  private final Optional<MetricsText> text;
  private final Background background = new Background();
  private final Warnings warnings = new Warnings();
  private final Map<MetricID, HeldSeries> closedSeries = new ConcurrentHashMap<>();
  private final Map<MetricID, HeldSeries> appSeries = new ConcurrentHashMap<>();
  private final AtomicInteger appCounters = new AtomicInteger();

  /** One per name: a registry refuses a second description for the same name. */
  private final Map<BlockyardMetric, Metadata> metadata = new EnumMap<>(BlockyardMetric.class);

  private int roundsWithApps;
  private Iterator<HeldSeries> nextApps = Collections.emptyIterator();

  /**
   * Creates instruments.
   *
   * @param registry where the series live
   * @param named whether the server adds the application's name to them
   * @param text writes the series; empty if the server does
   */
  MicroProfileInstruments(MetricRegistry registry, boolean named, Optional<MetricsText> text) {
    this.registry = registry;
    this.named = named;
    this.text = text;
    for (BlockyardMetric metric : BlockyardMetric.values()) {
      metadata.put(
          metric,
          Metadata.builder()
              .withName(metric.prometheusName())
              .withDescription(metric.help())
              .withUnit(MetricUnits.NONE)
              .build());
    }
  }

  @Override
  public String backend() {
    return Backend.MICROPROFILE_METRICS.toString();
  }

  @Override
  public Optional<MetricsText> text() {
    return text;
  }

  @Override
  public EventCounter counter(BlockyardMetric metric, String... labelValues) {
    HeldCounter counter = new HeldCounter(metric, tags(metric, labelValues));
    boolean late = metric.isPerApp() && appCounters.incrementAndGet() > MAX_ON_CALLER && !named;
    if (late) {
      appSeries.put(counter.id, counter);
      background.execute(() -> registerLate(metric, counter));
    } else {
      register(metric, counter);
    }
    return counter;
  }

  @Override
  public DurationHistogram histogram(BlockyardMetric metric, String... labelValues) {
    HeldTimer timer = new HeldTimer(metric, tags(metric, labelValues));
    register(metric, timer);
    return timer;
  }

  @Override
  public void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    register(metric, new HeldGauge(metric, value, tags(metric, labelValues)));
  }

  private void register(BlockyardMetric metric, HeldSeries series) {
    series.register();
    (metric.isPerApp() ? appSeries : closedSeries).put(series.id, series);
  }

  private void registerLate(BlockyardMetric metric, HeldSeries series) {
    try {
      series.register();
    } catch (Throwable t) {
      warnings.once(Message.BYT0004, t, metric.prometheusName(), t);
    }
  }

  @Override
  public void remove(BlockyardMetric metric, String... labelValues) {
    HeldSeries series =
        appSeries.remove(new MetricID(metric.prometheusName(), tags(metric, labelValues)));
    if (metric.kind() == BlockyardMetric.Kind.COUNTER) {
      appCounters.decrementAndGet();
    }
    if (series != null) {
      series.remove();
    }
  }

  /**
   * Starts to check several times a second whether the registry has lost a series, and to register
   * it again. If applications share the registry, the end of one removes the series of the others,
   * too, and so does {@code forgetApp}. Events recorded in between are lost.
   */
  void watch() {
    if (!named) {
      background.repeat(this::renew, PAUSE);
    }
  }

  private void renew() {
    if (renew(closedSeries)) {
      roundsWithApps = ROUNDS_AFTER_LOSS;
    }
    // There may be thousands of app series, so they are all checked only after a loss. Without
    // one, another application may have forgotten an app that this one still has.
    if (roundsWithApps > 0) {
      roundsWithApps = renew(appSeries) ? ROUNDS_AFTER_LOSS : roundsWithApps - 1;
    } else {
      nextApps = nextApps.hasNext() ? nextApps : appSeries.values().iterator();
      for (int i = 0; i < APPS_PER_ROUND && nextApps.hasNext(); i++) {
        renew(nextApps.next());
      }
    }
  }

  private boolean renew(Map<MetricID, HeldSeries> all) {
    boolean lost = false;
    for (HeldSeries series : all.values()) {
      lost |= renew(series);
    }
    return lost;
  }

  /** Whatever the registry says to one of them, the others come back. */
  private boolean renew(HeldSeries series) {
    try {
      return series.renew();
    } catch (Throwable t) {
      warnings.once(Message.BYT0005, t, "the registry", t);
      return false;
    }
  }

  @Override
  public void close() {
    background.close();
    RuntimeException failure = null;
    for (Map<MetricID, HeldSeries> all : List.of(appSeries, closedSeries)) {
      for (HeldSeries series : all.values()) {
        try {
          series.remove();
        } catch (RuntimeException e) { // the others have to go all the same
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static Tag[] tags(BlockyardMetric metric, String... values) {
    Tag[] tags = new Tag[values.length];
    for (int i = 0; i < values.length; i++) {
      tags[i] = new Tag(metric.labels().get(i), values[i]);
    }
    return tags;
  }

  private final class HeldCounter extends HeldSeries implements EventCounter {
    private final BlockyardMetric metric;
    private final Tag[] tags;
    private volatile Counter counter = new WaitingCounter();

    HeldCounter(BlockyardMetric metric, Tag... tags) {
      super(MicroProfileInstruments.this.registry, new MetricID(metric.prometheusName(), tags));
      this.metric = metric;
      this.tags = tags;
    }

    @Override
    public void increment() {
      counter.inc();
    }

    @Override
    Metric addTo(MetricRegistry registry) {
      Counter before = counter;
      Counter added = registry.counter(metadata.get(metric), tags);
      counter = added;
      if (before instanceof WaitingCounter waiting) {
        waiting.passOnTo(added);
      }
      return added;
    }
  }

  private final class HeldTimer extends HeldSeries implements DurationHistogram {
    private final BlockyardMetric metric;
    private final Tag[] tags;
    private volatile @Nullable Timer timer;

    HeldTimer(BlockyardMetric metric, Tag... tags) {
      super(MicroProfileInstruments.this.registry, new MetricID(metric.prometheusName(), tags));
      this.metric = metric;
      this.tags = tags;
    }

    @Override
    public void record(Duration duration) {
      Timer registered = timer;
      if (registered != null) {
        registered.update(duration);
      }
    }

    @Override
    Metric addTo(MetricRegistry registry) {
      Timer added = registry.timer(metadata.get(metric), tags);
      timer = added;
      return added;
    }
  }

  /** A gauge of this application, or that of the application that registered first. */
  private final class HeldGauge extends HeldSeries {
    private final BlockyardMetric metric;
    private final LongSupplier value;
    private final Tag[] tags;
    private boolean own;

    HeldGauge(BlockyardMetric metric, LongSupplier value, Tag... tags) {
      super(MicroProfileInstruments.this.registry, new MetricID(metric.prometheusName(), tags));
      this.metric = metric;
      this.value = value;
      this.tags = tags;
    }

    @Override
    boolean isOwn() {
      return own;
    }

    @Override
    Metric addTo(MetricRegistry registry) {
      own = registry.getMetric(id) == null;
      Gauge<?> shown = registry.gauge(metadata.get(metric), value::getAsLong, tags);
      return shown;
    }
  }
}
