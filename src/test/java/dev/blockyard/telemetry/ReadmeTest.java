package dev.blockyard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.testing.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README and the reference pages hang together, and fit the build. */
class ReadmeTest {
  private final Page readme = Page.readme();

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(Page.all()).flatExtracting(Page::brokenLinks).isEmpty();
  }

  @Test
  void everyPageIsLinked() {
    assertThat(Page.all())
        .filteredOn(page -> !page.toString().equals(readme.toString()))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(readme.section("Reference")).contains("](" + page + ")"));
  }

  @Test
  void tableOfMetricsIsThatOfTheReference() {
    List<String> columns = List.of("series", "type", "labels");
    assertThat(columnsOf(readme.table("Metrics"), columns))
        .isEqualTo(columnsOf(Page.of("metrics.md").table("Series"), columns));
  }

  private static List<List<String>> columnsOf(
      List<Map<String, String>> rows, List<String> columns) {
    return rows.stream()
        .map(row -> columns.stream().map(column -> row.getOrDefault(column, "")).toList())
        .toList();
  }

  @Test
  void countsAreThoseOfTheCode() {
    assertThat(readme.text())
        .contains(BlockyardMetric.values().length + " metrics")
        .contains(Page.of("annotations.md").table("Bindings").size() + " annotations")
        .contains(String.format(Locale.ROOT, "At most %,d apps", TelemetryConfig.load().maxApps()));
  }

  @Test
  void runtimesAreThoseThatTheBuildTests() throws IOException {
    String builds =
        Files.readString(Path.of("arquillian", "pom.xml"))
            + Files.readString(Path.of("src", "build", "pom.xml"))
            + Files.readString(Path.of("arquillian/servers/quarkus/application/pom.xml"));
    Set<String> tested = new TreeSet<>();
    for (Map<String, String> runtime : readme.table("Runtimes")) {
      assertThat(Page.code(runtime, "version"))
          .isNotEmpty()
          .allSatisfy(version -> assertThat(builds).contains(">" + version + "</"));
      tested.addAll(Page.code(runtime, "tests"));
    }
    assertThat(tested).allSatisfy(folder -> assertThat(Path.of(folder, "pom.xml")).exists());
    try (Stream<Path> servers = Files.list(Path.of("arquillian", "servers"))) {
      assertThat(servers.filter(ReadmeTest::runsTheSample).map(Path::toString))
          .isNotEmpty()
          .isSubsetOf(tested);
    }
  }

  private static boolean runsTheSample(Path server) {
    try (Stream<Path> files = Files.walk(server)) {
      return files.anyMatch(file -> file.endsWith("SampleIT.java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void commandForAllTestsIsTheOneThatIsRun() throws IOException {
    String script = Files.readString(Path.of(".ci", "run")).replaceAll(" -B| -ntp", "");
    assertThat(readme.text()).contains("\nmvn -f arquillian verify\n");
    assertThat(script.lines()).contains("mvn -f arquillian verify");
  }

  @Test
  void everySnippetIsInALanguageThatATestReads() {
    assertThat(Page.all())
        .allSatisfy(
            page ->
                assertThat(page.text().lines().filter(line -> line.strip().startsWith("```")))
                    .as(page.toString())
                    .hasSize(2 * page.snippets().size()))
        .flatExtracting(Page::snippets)
        .allSatisfy(
            snippet ->
                assertThat(snippet.language())
                    .as(snippet.toString())
                    .isIn("java", "properties", "promql", "sh", "text", "xml", "yaml"));
  }
}
