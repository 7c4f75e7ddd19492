package dev.blockyard.telemetry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.blockyard.telemetry.benchmarks.Comparison.Group;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures the module beside its peers, and prints the ratios beside the targets.
 *
 * <p>A ratio is taken within a round: a baseline and all that is compared with it, each in a JVM of
 * its own, one soon after the other. What has a target is measured in every round, the rest in the
 * first.
 */
public final class Benchmarks {
  private final Settings settings;
  private final PrintStream progress;

  /**
   * How to measure.
   *
   * @param rounds on one thread
   * @param twoThreadRounds on two
   * @param millis of an iteration
   */
  record Settings(int rounds, int twoThreadRounds, long millis) {
    static final Settings DEFAULT = new Settings(3, 1, 500);
  }

  Benchmarks(Settings settings, PrintStream progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Measures and prints.
   *
   * @param arguments a file for JMH's own results; then, in any order, groups ({@code annotations},
   *     {@code metrics}, {@code requests}, {@code spans}, {@code scrape}, {@code registration}; all
   *     if there is none), {@code rounds=3} on one thread, {@code rounds2=1} on two, and {@code
   *     millis=500} for an iteration
   */
  public static void main(String... arguments) throws IOException, RunnerException {
    Set<Group> groups = EnumSet.noneOf(Group.class);
    Settings settings = Settings.DEFAULT;
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      String[] keyAndValue = argument.split("=", 2);
      long value = keyAndValue.length == 2 ? Long.parseLong(keyAndValue[1]) : 0;
      settings =
          switch (keyAndValue[0]) {
            case "rounds" -> new Settings((int) value, settings.twoThreadRounds, settings.millis);
            case "rounds2" -> new Settings(settings.rounds, (int) value, settings.millis);
            case "millis" -> new Settings(settings.rounds, settings.twoThreadRounds, value);
            default -> {
              groups.add(Group.valueOf(argument.toUpperCase(Locale.ROOT)));
              yield settings;
            }
          };
    }
    List<Comparison> comparisons =
        Targets.all().stream()
            .filter(comparison -> groups.isEmpty() || groups.contains(comparison.group()))
            .toList();
    new Benchmarks(settings, System.err).run(comparisons, Path.of(arguments[0]), System.out);
  }

  /** Measures, prints the tables, and writes JMH's own results. */
  void run(List<Comparison> comparisons, Path json, PrintStream tables)
      throws IOException, RunnerException {
    Measurements one = measure(comparisons, 1, settings.rounds);
    Measurements two =
        measure(
            comparisons.stream().filter(comparison -> !comparison.isForOneThread()).toList(),
            2,
            settings.twoThreadRounds);
    tables.printf("%nOne thread%n%n%s%nTwo threads%n%n%s", new Table(one), new Table(two));
    try (PrintStream file = new PrintStream(json.toFile(), UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, file)
          .writeOut(Stream.concat(one.results(), two.results()).toList());
    }
  }

  private Measurements measure(List<Comparison> comparisons, int threads, int rounds)
      throws RunnerException {
    Measurements measurements = new Measurements(comparisons);
    Map<Subject, List<Comparison>> byBaseline =
        comparisons.stream()
            .collect(
                Collectors.groupingBy(
                    Comparison::baseline, LinkedHashMap::new, Collectors.toList()));
    for (List<Comparison> compared : byBaseline.values()) {
      for (int round = 1; round <= rounds; round++) {
        boolean first = round == 1;
        measureRound(
            compared.stream().filter(comparison -> first || comparison.hasTarget()).toList(),
            threads,
            round,
            measurements);
      }
    }
    return measurements;
  }

  /** One of two rounds goes the other way round, for a machine that becomes slower or faster. */
  private void measureRound(
      List<Comparison> comparisons, int threads, int round, Measurements measurements)
      throws RunnerException {
    List<Subject> subjects =
        new ArrayList<>(comparisons.stream().flatMap(Comparison::subjects).distinct().toList());
    if (round % 2 == 0) {
      Collections.reverse(subjects);
    }
    Map<Subject, RunResult> results = new HashMap<>();
    for (Subject subject : subjects) {
      RunResult result = measure(subject, threads);
      results.put(subject, result);
      progress.printf(
          Locale.ROOT,
          "threads %d, round %d: %s %,.1f ns%n",
          threads,
          round,
          subject,
          Measurements.nanos(result));
    }
    for (Comparison comparison : comparisons) {
      measurements.add(
          comparison,
          requireNonNull(results.get(comparison.subject())),
          requireNonNull(results.get(comparison.baseline())));
    }
  }

  private RunResult measure(Subject subject, int threads) throws RunnerException {
    ChainedOptionsBuilder options =
        subject
            .options()
            .threads(threads)
            .forks(1)
            .warmupTime(TimeValue.milliseconds(settings.millis))
            .measurementTime(TimeValue.milliseconds(settings.millis))
            .addProfiler(GCProfiler.class);
    return new Runner(options.build()).runSingle();
  }
}
