package dev.blockyard.telemetry.internal.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.AppLabel;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Maps app names to their series. At most a fixed number of names have series at the same time;
 * further names share {@link AppLabel#OTHER}.
 */
final class AppTable {
  private final ConcurrentHashMap<String, AppSeries> apps = new ConcurrentHashMap<>();
  private final AtomicInteger freeSlots;
  private final int max;
  private final AppSeries unknown;
  private final AppSeries other;
  private final Series series;
  private final Warnings warnings;
  private volatile boolean overflowed;

  AppTable(Series series, int max, Warnings warnings) {
    this.series = series;
    this.max = max;
    this.warnings = warnings;
    this.freeSlots = new AtomicInteger(max);
    this.unknown = new AppSeries(AppLabel.UNKNOWN, series);
    this.other = new AppSeries(AppLabel.OTHER, series);
    apps.put(AppLabel.UNKNOWN, unknown);
    apps.put(AppLabel.OTHER, other);
  }

  AppSeries of(@Nullable String app) {
    if (app == null) {
      return unknown;
    }
    AppSeries known = apps.get(app);
    return known != null ? known : admit(app);
  }

  private AppSeries admit(String app) {
    if (app.isBlank()) {
      return unknown;
    }
    String name = encodable(app);
    if (isFull()) { // a flood of names must not make others wait for a lock of the map
      AppSeries known = apps.get(name);
      return known != null ? known : overflow();
    }
    AppSeries admitted =
        apps.computeIfAbsent(name, l -> takeSlot() ? new AppSeries(l, series) : null);
    return admitted != null ? admitted : overflow();
  }

  /**
   * Returns whether every slot is taken by an app that can be found in the map. Between taking a
   * slot and appearing in the map, other requests of the same app have to wait.
   */
  private boolean isFull() {
    return freeSlots.get() == 0 && apps.mappingCount() >= max + 2L;
  }

  private AppSeries overflow() {
    if (!overflowed) {
      overflowed = true;
      warnings.once(Message.BYT0006, null, Integer.toString(max));
    }
    return other;
  }

  private boolean takeSlot() {
    return freeSlots.getAndUpdate(free -> Math.max(0, free - 1)) > 0;
  }

  void forget(@Nullable String app) {
    if (app == null) {
      return;
    }
    apps.computeIfPresent(
        encodable(app),
        (label, known) -> {
          if (known == unknown || known == other) {
            return known;
          }
          known.forget();
          freeSlots.incrementAndGet();
          return null;
        });
  }

  /** Removes the series of all apps, and adds none any more. */
  void close() {
    series.close();
    apps.values().forEach(AppSeries::remove);
  }

  /**
   * Replaces unpaired surrogates, which UTF-8 cannot encode. Names that are equal once encoded must
   * share a series, or the exposition text would contain the same sample twice.
   */
  private static String encodable(String app) {
    for (int i = 0; i < app.length(); i++) {
      if (Character.isSurrogate(app.charAt(i))) {
        if (Character.charCount(app.codePointAt(i)) == 1) {
          return new String(app.getBytes(UTF_8), UTF_8);
        }
        i++; // skip the low surrogate
      }
    }
    return app;
  }
}
