package dev.blockyard.telemetry.container;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads by how much series move, written as {@code name{labels}=amount} without the prefix. */
public final class Moves {
  private Moves() {}

  public static Map<String, Double> parse(String series) {
    Map<String, Double> moves = new TreeMap<>();
    Arrays.stream(series.split(" ", -1))
        .filter(Predicate.not(String::isEmpty))
        .forEach(
            move -> {
              int amount = move.lastIndexOf('=');
              moves.put(
                  "blockyard_" + move.substring(0, amount),
                  Double.valueOf(move.substring(amount + 1)));
            });
    return moves;
  }
}
