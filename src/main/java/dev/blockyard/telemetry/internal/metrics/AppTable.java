package dev.blockyard.telemetry.internal.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.AppLabel;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * From an app's name to its series; at most a fixed number of names have some at once (contract,
 * section 5).
 */
final class AppTable {
  private final ConcurrentHashMap<String, AppSeries> series = new ConcurrentHashMap<>();
  private final AtomicInteger places;
  private final int max;
  private final AppSeries unknown;
  private final AppSeries other;
  private final Instruments instruments;
  private final Warnings warnings;
  private volatile boolean closed;

  AppTable(Instruments instruments, int max, Warnings warnings) {
    this.instruments = instruments;
    this.max = max;
    this.warnings = warnings;
    this.places = new AtomicInteger(max);
    this.unknown = new AppSeries(AppLabel.UNKNOWN, instruments, warnings);
    this.other = new AppSeries(AppLabel.OTHER, instruments, warnings);
    series.put(AppLabel.UNKNOWN, unknown);
    series.put(AppLabel.OTHER, other);
  }

  AppSeries of(@Nullable String app) {
    if (app == null) {
      return unknown;
    }
    AppSeries known = series.get(app);
    return known != null ? known : admit(app);
  }

  private AppSeries admit(String app) {
    if (app.isBlank()) {
      return unknown;
    }
    AppSeries admitted =
        series.computeIfAbsent(
            onTheWire(app), l -> takePlace() ? new AppSeries(l, instruments, warnings) : null);
    if (admitted != null) {
      return admitted;
    }
    if (!closed) {
      warnings.once(Message.BYT0006, null, Integer.toString(max));
    }
    return other;
  }

  private boolean takePlace() {
    return !closed && places.getAndUpdate(free -> Math.max(0, free - 1)) > 0;
  }

  void forget(@Nullable String app) {
    if (app == null) {
      return;
    }
    series.computeIfPresent(
        onTheWire(app),
        (label, known) -> {
          if (known == unknown || known == other) {
            return known;
          }
          known.forget();
          places.incrementAndGet();
          return null;
        });
  }

  /** Removes all series; names that come later are counted nowhere. */
  void close() {
    closed = true;
    series.values().forEach(AppSeries::close);
  }

  /**
   * Replaces what UTF-8 cannot carry (an unpaired surrogate): two names that are the same in the
   * exposition text have to be one series, or the text has the same sample twice.
   */
  private static String onTheWire(String app) {
    return new String(app.getBytes(UTF_8), UTF_8);
  }
}
