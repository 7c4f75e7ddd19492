package dev.blockyard.telemetry.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.openjdk.jmh.results.RunResult;

/** What was measured of each comparison on some number of threads. */
final class Measurements {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<Comparison, List<Pair>> rounds = new LinkedHashMap<>();

  /** Both sides of a comparison, one soon after the other. */
  private record Pair(RunResult subject, RunResult baseline) {}

  /** What one side of a comparison takes: medians over the rounds. */
  record Side(double nanos, double bytes) {}

  /** Starts with nothing measured; the order is that of the comparisons. */
  Measurements(List<Comparison> comparisons) {
    comparisons.forEach(comparison -> rounds.put(comparison, new ArrayList<>()));
  }

  void add(Comparison comparison, RunResult subject, RunResult baseline) {
    pairs(comparison).add(new Pair(subject, baseline));
  }

  /** Returns the comparisons that were measured. */
  Stream<Comparison> comparisons() {
    return rounds.keySet().stream().filter(comparison -> !pairs(comparison).isEmpty());
  }

  Stream<RunResult> results() {
    return rounds.values().stream()
        .flatMap(List::stream)
        .flatMap(pair -> Stream.of(pair.subject, pair.baseline))
        .distinct();
  }

  /** Returns the ratio of the times in each round. */
  double[] ratios(Comparison comparison) {
    return pairs(comparison).stream()
        .mapToDouble(pair -> nanos(pair.subject) / nanos(pair.baseline))
        .toArray();
  }

  Side subject(Comparison comparison) {
    return side(pairs(comparison).stream().map(Pair::subject).toList());
  }

  Side baseline(Comparison comparison) {
    return side(pairs(comparison).stream().map(Pair::baseline).toList());
  }

  private List<Pair> pairs(Comparison comparison) {
    return requireNonNull(rounds.get(comparison));
  }

  private static Side side(List<RunResult> results) {
    return new Side(
        median(results.stream().mapToDouble(Measurements::nanos).toArray()),
        median(results.stream().mapToDouble(Measurements::bytes).toArray()));
  }

  /** The fastest iteration: whatever else runs on the machine can only make one slower. */
  static double nanos(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }

  private static double bytes(RunResult result) {
    return requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore();
  }

  static double median(double... values) {
    return new Median().evaluate(values);
  }
}
