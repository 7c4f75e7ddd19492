package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.benchmarks.Measurements.Side;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Measurements beside their targets, in Markdown. */
final class Table {
  /** The profiler sees what others allocate meanwhile, too. The smallest object has 16 bytes. */
  private static final double BYTES_OF_OTHERS = 8;

  private final Measurements measurements;

  Table(Measurements measurements) {
    this.measurements = measurements;
  }

  @Override
  public String toString() {
    return measurements
        .comparisons()
        .map(this::row)
        .collect(
            Collectors.joining(
                "\n",
                "| what / baseline | ns/op | B/op | baseline ns/op | B/op | ratio | min..max | at most"
                    + " | met |\n|---|---|---|---|---|---|---|---|---|\n",
                "\n"));
  }

  private String row(Comparison comparison) {
    Side subject = measurements.subject(comparison);
    Side baseline = measurements.baseline(comparison);
    double[] ratios = measurements.ratios(comparison);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %s | %,.0f | %.2f | %.2f..%.2f | %s | %s |",
        comparison.what(),
        nanos(subject),
        subject.bytes(),
        nanos(baseline),
        baseline.bytes(),
        Measurements.median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        target(comparison),
        comparison.hasTarget() ? isMet(comparison) ? "yes" : "no" : "");
  }

  private static String nanos(Side side) {
    return String.format(Locale.ROOT, side.nanos() < 1_000 ? "%,.1f" : "%,.0f", side.nanos());
  }

  private static String target(Comparison comparison) {
    String ratio = comparison.limit() == null ? "" : comparison.limit().toString();
    String bytes = comparison.extraBytes() == null ? "" : "+" + comparison.extraBytes() + " B";
    return ratio.isEmpty() || bytes.isEmpty() ? ratio + bytes : ratio + ", " + bytes;
  }

  boolean isMet(Comparison comparison) {
    Double limit = comparison.limit();
    Long extraBytes = comparison.extraBytes();
    double more =
        measurements.subject(comparison).bytes() - measurements.baseline(comparison).bytes();
    return (limit == null || Measurements.median(measurements.ratios(comparison)) <= limit)
        && (extraBytes == null || more <= extraBytes + BYTES_OF_OTHERS);
  }
}
