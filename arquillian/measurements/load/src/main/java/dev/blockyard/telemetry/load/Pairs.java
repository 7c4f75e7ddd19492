package dev.blockyard.telemetry.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Values of one measure, one for each variant in each round, and how they compare. */
final class Pairs {
  private final Map<Variant, List<Double>> values = new EnumMap<>(Variant.class);

  void add(Variant variant, double value) {
    values.computeIfAbsent(variant, none -> new ArrayList<>()).add(value);
  }

  /** The median of a variant. */
  double median(Variant variant) {
    return median(of(variant));
  }

  /** The ratio to the variant without the module, in each round: median (lowest to highest). */
  String ratio(Variant variant) {
    List<Double> ratios = toAbsent(variant, (with, without) -> with / without);
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f to %.3f)",
        median(ratios),
        ratios.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
  }

  /** By how much it is more than without the module: the median over the rounds. */
  double difference(Variant variant) {
    return median(toAbsent(variant, (with, without) -> with - without));
  }

  private List<Double> toAbsent(Variant variant, DoubleBinaryOperator comparison) {
    List<Double> compared = new ArrayList<>();
    for (int round = 0; round < of(variant).size(); round++) {
      compared.add(comparison.applyAsDouble(of(variant).get(round), of(Variant.ABSENT).get(round)));
    }
    return compared;
  }

  private List<Double> of(Variant variant) {
    return values.getOrDefault(variant, List.of());
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
