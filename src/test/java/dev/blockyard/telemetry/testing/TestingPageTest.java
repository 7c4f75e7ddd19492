package dev.blockyard.telemetry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.testing.Page.Snippet;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the page about testing are sources that are compiled, and tests that are run. */
class TestingPageTest {
  private static final Path EXAMPLES =
      Path.of("src", "test", "java", "dev", "blockyard", "telemetry", "examples");
  private static final Pattern CALL = Pattern.compile("(\\w+)\\(.*\\)");

  private final Page page = Page.of("testing.md");

  @Test
  void everyExampleIsASource() throws IOException {
    assertThat(page.snippets("java"))
        .hasSize(5)
        .extracting(Snippet::text)
        .containsExactlyInAnyOrderElementsOf(sources());
  }

  /** The sources without their package. */
  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> !file.endsWith("package-info.java"))
          .map(TestingPageTest::body)
          .toList();
    }
  }

  private static String body(Path file) {
    try {
      return Files.readString(file).replaceAll("(?m)^package .*\n", "").stripLeading();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyAssertionIsInTheTable() {
    Set<String> listed =
        page.rows("Assertions").keySet().stream()
            .map(TestingPageTest::name)
            .collect(Collectors.toSet());
    Set<String> declared =
        Stream.of(MetricsAssert.class, SpansAssert.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertThat(listed).isEqualTo(declared);
  }

  private static String name(String call) {
    Matcher matcher = CALL.matcher(call);
    assertThat(matcher.matches()).as(call).isTrue();
    return matcher.group(1);
  }

  @Test
  void theFailureIsTheRealOne() {
    RecordedMetrics metrics = RecordedMetrics.create();
    metrics.recorder().workerStopped(StopReason.GRACEFUL);
    String failure =
        catchThrowable(
                () -> assertThat(metrics).counted(Series.workersStopped(StopReason.CRASHED), 1))
            .getMessage();
    assertThat(page.snippets("text")).extracting(Snippet::text).containsExactly(failure + "\n");
  }
}
