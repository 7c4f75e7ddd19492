package dev.blockyard.telemetry.internal.microprofile;

import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A series of a registry. It may be registered later than it is first used, and again after a
 * registry shared by several applications has lost it.
 */
abstract class HeldSeries {
  final MetricRegistry registry;
  final MetricID id;
  private @Nullable Metric registered;
  private boolean removed;

  HeldSeries(MetricRegistry registry, MetricID id) {
    this.registry = registry;
    this.id = id;
  }

  /** Adds the series to the registry and directs events there. */
  abstract Metric addTo(MetricRegistry registry);

  /** Returns whether the series may be removed, which is not so for another application's. */
  boolean isOwn() {
    return true;
  }

  /** Registers the series, unless it has been removed. */
  synchronized void register() {
    if (!removed) {
      registered = addTo(registry);
    }
  }

  /**
   * Registers the series again if the registry has lost it.
   *
   * @return whether it was lost
   */
  @SuppressWarnings("ReferenceEquality") // a series removed and registered by others is lost, too
  synchronized boolean renew() {
    boolean lost = registered != null && !removed && registry.getMetric(id) != registered;
    if (lost) {
      register();
    }
    return lost;
  }

  /** Removes the series for good. Events recorded from now on are visible to nobody. */
  @SuppressWarnings("ReferenceEquality")
  synchronized void remove() {
    removed = true;
    Metric held = registered;
    if (held == null || !isOwn()) {
      return;
    }
    // An id does not find a series to which the server has added a label.
    if (!registry.remove(id)) {
      registry.removeMatching((found, metric) -> metric == held);
    }
  }
}
