package dev.blockyard.telemetry.monitoring;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recording rules and the alerts. Their own tests are promtool's. */
class RulesTest {
  private static final Path RULES = Path.of("src/main/monitoring/prometheus");
  private static final Path TESTS = Path.of("src/test/monitoring");
  private static final Path PAGES = Path.of("src/site/markdown");

  static List<Path> ruleFiles() throws IOException {
    return filesIn(RULES);
  }

  static List<Path> testFiles() throws IOException {
    return filesIn(TESTS);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<JsonNode> rules() throws IOException {
    return Stream.of("blockyard-rules.yml", "blockyard-alerts.yml")
        .map(RULES::resolve)
        .flatMap(file -> read(file).findParents("expr").stream())
        .toList();
  }

  static List<JsonNode> alerts() throws IOException {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  static Set<String> recorded() throws IOException {
    return rules().stream()
        .filter(rule -> rule.has("record"))
        .map(rule -> rule.get("record").textValue())
        .collect(toCollection(TreeSet::new));
  }

  private static JsonNode read(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void promtoolAcceptsTheRules(Path file) throws Exception {
    Promtool.run("check", "rules", file.toString());
  }

  @ParameterizedTest
  @MethodSource("testFiles")
  void rulesDoWhatTheirTestsSay(Path file) throws Exception {
    Promtool.run("test", "rules", file.toString());
  }

  @Test
  void everyRuleNamesOnlyWhatExists() throws Exception {
    Set<String> recorded = recorded();
    for (JsonNode rule : rules()) {
      new Query(rule.get("expr").textValue()).namesOnlyWhatExists(recorded);
    }
  }

  @Test
  void everyAlertSaysWhatItMeansAndWhatToLookAt() throws Exception {
    assertThat(alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
              assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
              assertThat(alert.at("/annotations/description").asText()).isNotBlank();
              assertThat(alert.at("/annotations/look_at").asText()).isNotBlank();
            });
  }

  @Test
  void alertsPointAtPanelsThatExist() throws Exception {
    Set<String> panels = Dashboard.read().titles();
    for (JsonNode alert : alerts()) {
      Pattern.compile("\"([^\"]+)\"")
          .matcher(alert.at("/annotations/look_at").asText())
          .results()
          .map(match -> match.group(1))
          .forEach(title -> assertThat(panels).contains(title));
    }
  }

  @Test
  void everyAlertNamesItsSectionOfThePage() throws Exception {
    List<String> sections = headings("monitoring.md", ".+");
    for (JsonNode alert : alerts()) {
      String name = alert.get("alert").textValue();
      assertThat(sections).contains(name);
      assertThat(alert.at("/annotations/runbook_url").asText())
          .isEqualTo("%s#%s", PAGES.resolve("monitoring.md"), name.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void everyAlertFiresAndIsSilentInATest() throws Exception {
    List<JsonNode> tests =
        testFiles().stream().flatMap(file -> read(file).findParents("alertname").stream()).toList();
    for (JsonNode alert : alerts()) {
      String name = alert.get("alert").textValue();
      assertThat(tests)
          .as(name)
          .filteredOn(test -> test.get("alertname").textValue().equals(name))
          .anyMatch(test -> test.get("exp_alerts").isEmpty())
          .anyMatch(test -> !test.get("exp_alerts").isEmpty());
    }
  }

  @Test
  void everyRecordedSeriesIsTested() throws Exception {
    List<String> tested =
        testFiles().stream()
            .flatMap(file -> read(file).findParents("exp_samples").stream())
            .map(test -> test.get("expr").textValue())
            .toList();
    for (String name : recorded()) {
      assertThat(tested).anyMatch(expression -> new Query(expression).names().contains(name));
    }
  }

  @Test
  void everyAlertIsOnThePage() throws Exception {
    assertThat(headings("monitoring.md", "Blockyard\\w+"))
        .containsExactlyInAnyOrderElementsOf(
            alerts().stream().map(alert -> alert.get("alert").textValue()).toList());
  }

  @Test
  void everyAlertIsInTheTableWithItsSeverityBoundsAndPatience() throws Exception {
    String page = Files.readString(PAGES.resolve("monitoring.md"));
    for (JsonNode alert : alerts()) {
      Pattern row =
          Pattern.compile(
              "\\| `%s` \\| %s \\| ([^|]+) \\| %s \\|"
                  .formatted(
                      alert.get("alert").textValue(),
                      alert.at("/labels/severity").textValue(),
                      alert.path("for").asText("at once")));
      Matcher found = row.matcher(page);
      assertThat(found.find()).as("a row like %s", row).isTrue();
      assertThat(numbers(found.group(1)))
          .allSatisfy(number -> assertThat(alert.get("expr").textValue()).contains(number));
    }
  }

  /** The numbers of a sentence, as an expression writes them. */
  private static List<String> numbers(String sentence) {
    return Pattern.compile("\\b(\\d+(?:[.]\\d+)?)\\b( %| minutes?| hours?| days?)?")
        .matcher(sentence)
        .results()
        .map(
            number ->
                switch (Objects.requireNonNullElse(number.group(2), "")) {
                  case " %" ->
                      new BigDecimal(number.group(1))
                          .movePointLeft(2)
                          .stripTrailingZeros()
                          .toPlainString();
                  case " minutes", " minute" -> number.group(1) + "m";
                  case " hours", " hour" -> number.group(1) + "h";
                  case " days", " day" -> number.group(1) + "d";
                  default -> " " + number.group(1);
                })
        .toList();
  }

  @Test
  void everyRecordedSeriesIsOnAPage() throws Exception {
    Set<String> named = new TreeSet<>();
    for (String page : List.of("instances.md", "monitoring.md")) {
      Pattern.compile("`(\\w+:blockyard_\\w+:\\w+)`")
          .matcher(Files.readString(PAGES.resolve(page)))
          .results()
          .forEach(match -> named.add(match.group(1)));
    }
    assertThat(named).isEqualTo(recorded());
  }

  private static List<String> headings(String page, String pattern) throws IOException {
    return Pattern.compile("(?m)^#+ (" + pattern + ")$")
        .matcher(Files.readString(PAGES.resolve(page)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
