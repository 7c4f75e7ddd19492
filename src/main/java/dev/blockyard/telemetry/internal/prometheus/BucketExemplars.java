package dev.blockyard.telemetry.internal.prometheus;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A recent exemplar of each bucket of one histogram series: the sampled span in which a duration
 * was recorded.
 *
 * <p>The library's own sampler starts a thread that never ends. In a web application, that thread
 * would keep the class loader in memory after undeployment.
 */
final class BucketExemplars {
  private static final int MIN_AGE_MILLIS = 1_000;

  private final double[] upperBounds;
  private final AtomicReferenceArray<@Nullable Exemplar> latest;

  BucketExemplars(double[] upperBounds) {
    this.upperBounds = upperBounds;
    this.latest = new AtomicReferenceArray<>(upperBounds.length + 1);
  }

  /** Keeps the current span as an exemplar, unless the bucket has one of this very second. */
  void record(double seconds) {
    SpanContext span = SpanContextSupplier.getSpanContext();
    if (span == null || !span.isCurrentSpanSampled()) {
      return;
    }
    int bucket = bucketOf(seconds);
    long now = System.currentTimeMillis();
    Exemplar before = latest.get(bucket);
    if (before != null && now - before.getTimestampMillis() < MIN_AGE_MILLIS) {
      return;
    }
    latest.set(
        bucket,
        Exemplar.builder()
            .value(seconds)
            .traceId(span.getCurrentTraceId())
            .spanId(span.getCurrentSpanId())
            .timestampMillis(now)
            .build());
  }

  private int bucketOf(double seconds) {
    int bucket = 0;
    while (bucket < upperBounds.length && seconds > upperBounds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  Exemplars current() {
    List<Exemplar> exemplars = new ArrayList<>();
    for (int bucket = 0; bucket < latest.length(); bucket++) {
      Exemplar exemplar = latest.get(bucket);
      if (exemplar != null) {
        exemplars.add(exemplar);
      }
    }
    return Exemplars.of(exemplars);
  }
}
