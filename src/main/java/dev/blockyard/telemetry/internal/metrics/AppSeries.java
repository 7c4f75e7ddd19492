package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.internal.metrics.Instruments.DurationHistogram;
import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import org.jspecify.annotations.Nullable;

/**
 * The series of one app label. Each is added with its first event and held from then on, so
 * recording needs no look-up.
 */
final class AppSeries {
  private static final StatusClass[] STATUS_CLASSES = StatusClass.values();

  /** The index of the counter of failed health checks, after the request counters. */
  static final int HEALTH_CHECKS = STATUS_CLASSES.length;

  private final String label;
  private final Series series;

  /** Replaced as a whole when a counter is added, so readers need no lock. */
  private volatile @Nullable EventCounter[] counters = new EventCounter[HEALTH_CHECKS + 1];

  private volatile @Nullable DurationHistogram coldStart;
  private volatile @Nullable DurationHistogram proxyRequest;
  private boolean forgotten;

  AppSeries(String label, Series series) {
    this.label = label;
    this.series = series;
  }

  /** Returns the index of the request counter of a status class. */
  @SuppressWarnings("EnumOrdinal") // an array index that never leaves this process
  static int indexOf(StatusClass status) {
    return status.ordinal();
  }

  /** Returns a counter, or null if the app has been forgotten. */
  @Nullable EventCounter counter(int index) {
    EventCounter counter = counters[index];
    return counter != null ? counter : addCounter(index);
  }

  /** Returns the histogram of cold starts, or null if the app has been forgotten. */
  @Nullable DurationHistogram coldStart() {
    DurationHistogram histogram = coldStart;
    return histogram != null ? histogram : addColdStart();
  }

  /** Returns the histogram of forwarded requests, or null if the app has been forgotten. */
  @Nullable DurationHistogram proxyRequest() {
    DurationHistogram histogram = proxyRequest;
    return histogram != null ? histogram : addProxyRequest();
  }

  private synchronized @Nullable EventCounter addCounter(int index) {
    if (counters[index] == null && !forgotten) {
      @Nullable EventCounter[] more = counters.clone();
      more[index] = series.counter(metric(index), labelValues(index));
      counters = more;
    }
    return counters[index];
  }

  private synchronized @Nullable DurationHistogram addColdStart() {
    if (coldStart == null && !forgotten) {
      coldStart = series.histogram(BlockyardMetric.APP_COLD_START, label);
    }
    return coldStart;
  }

  private synchronized @Nullable DurationHistogram addProxyRequest() {
    if (proxyRequest == null && !forgotten) {
      proxyRequest = series.histogram(BlockyardMetric.APP_PROXY_REQUEST, label);
    }
    return proxyRequest;
  }

  /** Adds the request counters of all status classes. */
  void addRequestCounters() {
    for (StatusClass status : STATUS_CLASSES) {
      counter(indexOf(status));
    }
  }

  /** Removes the series. None is added to this object any more. */
  synchronized void forget() {
    forgotten = true;
    remove();
  }

  /** Removes the series. */
  synchronized void remove() {
    for (int index = 0; index < counters.length; index++) {
      if (counters[index] != null) {
        series.remove(metric(index), labelValues(index));
      }
    }
    if (coldStart != null) {
      series.remove(BlockyardMetric.APP_COLD_START, label);
    }
    if (proxyRequest != null) {
      series.remove(BlockyardMetric.APP_PROXY_REQUEST, label);
    }
    counters = new EventCounter[HEALTH_CHECKS + 1];
    coldStart = null;
    proxyRequest = null;
  }

  private static BlockyardMetric metric(int index) {
    return index == HEALTH_CHECKS
        ? BlockyardMetric.HEALTH_CHECKS_FAILED
        : BlockyardMetric.PROXY_REQUESTS;
  }

  private String[] labelValues(int index) {
    return index == HEALTH_CHECKS
        ? new String[] {label}
        : new String[] {label, STATUS_CLASSES[index].label()};
  }
}
