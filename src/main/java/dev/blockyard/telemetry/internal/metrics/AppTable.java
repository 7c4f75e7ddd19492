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
  private volatile boolean overflowed;

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
    String name = onTheWire(app);
    if (isFull()) { // whoever floods the table with names gets no lock for others to wait for
      AppSeries known = series.get(name);
      return known != null ? known : overflow();
    }
    AppSeries admitted =
        series.computeIfAbsent(name, l -> takePlace() ? new AppSeries(l, registrations) : null);
    return admitted != null ? admitted : overflow();
  }

  /**
   * Whether every place is taken, and the app that took it can be found: between the two, another
   * request of that app has to wait for it.
   */
  private boolean isFull() {
    return places.get() == 0 && series.mappingCount() >= max + 2L;
  }

  private AppSeries overflow() {
    if (!overflowed) {
      overflowed = true;
      warnings.once(Message.BYT0006, null, Integer.toString(max));
    }
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
    for (int i = 0; i < app.length(); i++) {
      if (Character.isSurrogate(app.charAt(i))) {
        if (Character.charCount(app.codePointAt(i)) == 1) {
          return new String(app.getBytes(UTF_8), UTF_8);
        }
        i++; // the pair's second half
      }
    }
    return app;
  }
}
