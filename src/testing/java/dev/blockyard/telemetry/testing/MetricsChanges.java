package dev.blockyard.telemetry.testing;

import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.AssertProvider;

/**
 * How far each series moved from one snapshot to a later one. {@code assertThat} of AssertJ accepts
 * it and offers the assertions of {@link MetricsAssert}.
 *
 * @param before the earlier snapshot
 * @param after the later snapshot
 */
public record MetricsChanges(MetricsSnapshot before, MetricsSnapshot after)
    implements AssertProvider<MetricsAssert> {

  /**
   * Returns how far a series moved.
   *
   * @param series a counter, a gauge, or durations, of which the number counts
   * @return 0 if it did not move
   */
  public double by(Series series) {
    return by(series.toString());
  }

  private double by(String series) {
    return after.value(series) - before.value(series);
  }

  /** Returns the series that moved, by name, with a text that states how far. */
  SortedMap<String, String> moved() {
    TreeSet<String> all = new TreeSet<>(before.series());
    all.addAll(after.series());
    SortedMap<String, String> moved = new TreeMap<>();
    for (String series : all) {
      double by = by(series);
      if (by != 0) {
        moved.put(
            series,
            series
                + (by > 0 ? " +" : " ")
                + text(by)
                + (before.value(series) == 0 ? "" : ", to " + text(after.value(series))));
      }
    }
    return moved;
  }

  static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Called by {@code assertThat} of AssertJ. */
  @Override
  public MetricsAssert assertThat() {
    return new MetricsAssert(this);
  }

  @Override
  public String toString() {
    return String.join("\n", moved().values());
  }
}
