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
  private final Registrations registrations;
  private final Warnings warnings;

  AppTable(Registrations registrations, int max, Warnings warnings) {
    this.registrations = registrations;
    this.max = max;
    this.warnings = warnings;
    this.places = new AtomicInteger(max);
    this.unknown = new AppSeries(AppLabel.UNKNOWN, registrations);
    this.other = new AppSeries(AppLabel.OTHER, registrations);
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
            onTheWire(app), l -> takePlace() ? new AppSeries(l, registrations) : null);
    if (admitted != null) {
      return admitted;
    }
    warnings.once(Message.BYT0006, null, Integer.toString(max));
    return other;
  }

  private boolean takePlace() {
    return places.getAndUpdate(free -> Math.max(0, free - 1)) > 0;
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

  /** Registers again what the registry has lost. */
  boolean renew() {
    boolean lost = false;
    for (AppSeries app : series.values()) {
      lost |= app.renew();
    }
    return lost;
  }

  /** Removes all series. */
  void remove() {
    series.values().forEach(AppSeries::remove);
  }

  /**
   * Replaces what UTF-8 cannot carry (an unpaired surrogate): two names that are the same in the
   * exposition text have to be one series, or the text has the same sample twice.
   */
  private static String onTheWire(String app) {
    return new String(app.getBytes(UTF_8), UTF_8);
  }
}
