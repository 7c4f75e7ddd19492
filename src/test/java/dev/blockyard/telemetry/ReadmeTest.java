package dev.blockyard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.interception.Observed;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's reference tables name what the code has, all of it and nothing else. */
class ReadmeTest {
  private static final List<Class<? extends Annotation>> BINDINGS =
      List.of(
          CountedWorkerSpawn.class,
          CountedWorkerStop.class,
          TimedColdStart.class,
          CountedBundleUpload.class,
          TimedBundleRestore.class,
          CountedHealthCheckFailure.class,
          CountedAuditDrop.class,
          TrackedSession.class,
          TimedProxyRequest.class,
          ReconciledWorkers.class);

  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  private Set<String> firstCells(String pattern) {
    return Pattern.compile("(?m)^\\| `(" + pattern + ")` \\|")
        .matcher(readme)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyMetricIsInTheTable() {
    assertThat(firstCells("blockyard_[a-z_]+"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(BlockyardMetric.values()).map(BlockyardMetric::wireName).toList());
  }

  @Test
  void everyMetricHasItsTypeInTheTable() {
    assertThat(BlockyardMetric.values())
        .allSatisfy(
            metric ->
                assertThat(readme)
                    .containsPattern(
                        "\\| `"
                            + metric.wireName()
                            + "` \\| "
                            + metric.kind().name().toLowerCase(Locale.ROOT)));
  }

  @Test
  void everyAnnotationIsInTheTable() {
    assertThat(firstCells("@[A-Za-z]+"))
        .containsExactlyInAnyOrderElementsOf(
            BINDINGS.stream().map(binding -> "@" + binding.getSimpleName()).toList());
    assertThat(BINDINGS).allMatch(binding -> binding.isAnnotationPresent(Observed.class));
  }

  @Test
  void everyErrorCodeIsInTheTable() {
    assertThat(firstCells("BYT\\d{4}"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Message.values()).map(Message::name).toList());
  }

  @Test
  void everyKeyIsInTheTable() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      Set<String> keys = new TreeSet<>();
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        Pattern.compile("\"(blockyard\\.telemetry\\.[a-z.-]+)\"")
            .matcher(Files.readString(source))
            .results()
            .forEach(match -> keys.add(match.group(1)));
      }
      assertThat(firstCells("blockyard\\.telemetry\\.[a-z.-]+")).isEqualTo(keys);
    }
  }
}
