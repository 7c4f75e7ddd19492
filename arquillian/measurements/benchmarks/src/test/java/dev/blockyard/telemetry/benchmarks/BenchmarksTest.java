package dev.blockyard.telemetry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.blockyard.telemetry.benchmarks.Benchmarks.Settings;
import dev.blockyard.telemetry.benchmarks.Comparison.Group;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from JMH's forks to the table. */
class BenchmarksTest {
  private static final Subject THIRTY =
      Subject.of("Metrics.workersByStateOfThirty backend=OPENTELEMETRY");
  private static final Subject THREE = Subject.of("Metrics.workersByState backend=OPENTELEMETRY");

  @Test
  void tableShowsRatiosBesideTargets(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    Path json = folder.resolve("benchmarks.json");
    List<Comparison> comparisons =
        List.of(
            comparison("slow / fast, met", 1e9, 1_000_000L),
            comparison("slow / fast, too slow", 1e-9, null),
            comparison("slow / fast, too many bytes", null, -1_000_000L),
            comparison("slow / fast, one round", null, null));

    new Benchmarks(new Settings(2, 1, 10), new PrintStream(progress, true, UTF_8))
        .run(comparisons, json, new PrintStream(tables, true, UTF_8));

    assertThat(progress.toString(UTF_8).lines())
        .map(line -> line.replaceFirst(" [0-9.,]+ ns$", ""))
        .containsExactly(
            "threads 1, round 1: " + THREE,
            "threads 1, round 1: " + THIRTY,
            "threads 1, round 2: " + THIRTY,
            "threads 1, round 2: " + THREE,
            "threads 2, round 1: " + THREE,
            "threads 2, round 1: " + THIRTY);
    assertThat(tables.toString(UTF_8).lines().filter(line -> line.startsWith("| slow")))
        .hasSize(8)
        .satisfies(lines -> assertThat(lines.get(0)).endsWith("| 1.0E9, +1000000 B | yes |"))
        .satisfies(lines -> assertThat(lines.get(1)).endsWith("| 1.0E-9 | no |"))
        .satisfies(lines -> assertThat(lines.get(2)).endsWith("| +-1000000 B | no |"))
        .satisfies(lines -> assertThat(lines.get(3)).endsWith("|  |  |"));
    String[] cells = tables.toString(UTF_8).lines().toList().get(8).split(" \\| ", -1);
    assertThat(number(cells[5])).isCloseTo(number(cells[1]) / number(cells[3]), withPercentage(20));
    assertThat(json).content().contains("workersByStateOfThirty", "gc.alloc.rate.norm");
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.replace(",", ""));
  }

  private static Comparison comparison(
      String what, @Nullable Double limit, @Nullable Long extraBytes) {
    return new Comparison(Group.METRICS, what, THIRTY, THREE, limit, extraBytes);
  }
}
