package dev.blockyard.telemetry.testing;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what was recorded.
 *
 * <pre>{@code
 * assertThat(metrics).counted(workersStopped(CRASHED), 1).andNothingElse();
 * }</pre>
 */
public final class MetricsAssert extends AbstractAssert<MetricsAssert, MetricsChanges> {
  private final Set<String> asserted = new HashSet<>();

  MetricsAssert(MetricsChanges changes) {
    super(changes, MetricsAssert.class);
  }

  /**
   * Verifies the number of events.
   *
   * @param counter the counter
   * @param times how many events were counted
   * @return this
   */
  public MetricsAssert counted(Series.Counter counter, long times) {
    movedBy(counter, times, "events");
    return this;
  }

  /**
   * Verifies the number of durations.
   *
   * @param durations the durations
   * @param times how many were recorded
   * @return this
   */
  public MetricsAssert timed(Series.Durations durations, long times) {
    movedBy(durations, times, "durations");
    return this;
  }

  /**
   * Verifies the sum of the durations that were recorded.
   *
   * @param durations the durations
   * @param total their sum, to the microsecond
   * @return this
   */
  public MetricsAssert tookInTotal(Series.Durations durations, Duration total) {
    assertAlso(durations);
    Duration found = actual.after().total(durations).minus(actual.before().total(durations));
    if (found.minus(total).abs().compareTo(Duration.ofNanos(1_000)) > 0) {
      throw notAsExpected(durations + " to sum up to " + total + ", but the sum is " + found);
    }
    return this;
  }

  /**
   * Verifies the value that a gauge has now, wherever it started.
   *
   * @param gauge the gauge
   * @param value its value
   * @return this
   */
  public MetricsAssert hasValue(Series.Gauge gauge, long value) {
    assertAlso(gauge);
    double found = actual.after().value(gauge);
    if (found != value) {
      throw notAsExpected(gauge + " to be " + value + ", but it is " + MetricsChanges.text(found));
    }
    return this;
  }

  /**
   * Verifies that no series moved but those that this assertion has named before, and those that
   * always move along with them: {@code blockyard_workers_active} with spawns and stops, durations
   * of builds with restores, and the time of the last reconciliation with the workers by state.
   *
   * @return this
   */
  public MetricsAssert andNothingElse() {
    SortedMap<String, String> others = actual.moved();
    others.keySet().removeAll(asserted);
    if (!others.isEmpty()) {
      throw failure("Expected no other series to move, but these did:%s", lines(others));
    }
    return this;
  }

  /**
   * Verifies that no series moved at all.
   *
   * @return this
   */
  public MetricsAssert nothingMoved() {
    asserted.clear();
    return andNothingElse();
  }

  private void movedBy(Series series, long times, String what) {
    assertAlso(series);
    double by = actual.by(series);
    if (by != times) {
      throw notAsExpected(
          times + " " + what + " in " + series + ", but there were " + MetricsChanges.text(by));
    }
  }

  private void assertAlso(Series series) {
    asserted.add(series.toString());
    series.moveAlong().forEach(other -> asserted.add(other.toString()));
  }

  private AssertionError notAsExpected(String expectation) {
    SortedMap<String, String> moved = actual.moved();
    return failure(
        "Expected %s.%n%s",
        expectation,
        moved.isEmpty()
            ? "Nothing moved. Annotations record on calls from one CDI bean to another: is the"
                + " object injected, is its class a bean of this test, and has the test a field"
                + " for TelemetryExtension with @RegisterExtension?"
            : "These moved:" + lines(moved));
  }

  private static String lines(SortedMap<String, String> moved) {
    return moved.values().stream().map(text -> "\n  " + text).collect(Collectors.joining());
  }
}
