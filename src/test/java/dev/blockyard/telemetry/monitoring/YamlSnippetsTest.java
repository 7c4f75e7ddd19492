package dev.blockyard.telemetry.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.Page.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of Prometheus, Alertmanager and Grafana on the pages, and the queries. */
class YamlSnippetsTest {
  private static final Pattern ALERT = Pattern.compile("Blockyard\\w+");
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final Path folder;

  YamlSnippetsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static List<Snippet> settings() {
    return snippets("yaml");
  }

  static List<Snippet> settingsOfPrometheus() {
    return settings().stream().filter(snippet -> read(snippet).has("scrape_configs")).toList();
  }

  static List<Snippet> queries() {
    return snippets("promql");
  }

  private static List<Snippet> snippets(String language) {
    return Page.all().stream().flatMap(page -> page.snippets(language).stream()).toList();
  }

  private static JsonNode read(Snippet snippet) {
    try {
      return YAML.readTree(snippet.text());
    } catch (IOException e) {
      throw new AssertionError(snippet.toString(), e);
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingIsCheckedBelow(Snippet snippet) {
    assertThat(read(snippet).fieldNames())
        .toIterable()
        .isSubsetOf("scrape_configs", "rule_files", "inhibit_rules", "apiVersion", "datasources");
  }

  @ParameterizedTest
  @MethodSource("settingsOfPrometheus")
  void prometheusAcceptsItsSettings(Snippet snippet) throws Exception {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), snippet.text());
    Promtool.run("check", "config", "--syntax-only", file.toString());
  }

  @Test
  void ruleFilesAreThoseOfTheFolder() throws IOException {
    List<String> files =
        RulesTest.ruleFiles().stream().map(Path::getFileName).map(Path::toString).toList();
    assertThat(settings())
        .flatExtracting(snippet -> read(snippet).findValues("rule_files"))
        .singleElement()
        .satisfies(
            named ->
                assertThat(named)
                    .extracting(JsonNode::textValue)
                    .containsExactlyInAnyOrderElementsOf(files));
  }

  /** An inhibition that names an alert or a label which does not exist has no effect. */
  @Test
  void inhibitionsAreOfAlertsThatExist() throws IOException {
    List<String> alerts =
        RulesTest.alerts().stream().map(alert -> alert.get("alert").textValue()).toList();
    List<JsonNode> rules =
        settings().stream()
            .flatMap(snippet -> read(snippet).path("inhibit_rules").findParents("equal").stream())
            .toList();
    assertThat(rules)
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(ALERT.matcher(rule.toString()).results().map(found -> found.group()))
                  .hasSizeGreaterThanOrEqualTo(2)
                  .isSubsetOf(alerts);
              assertThat(rule.get("equal"))
                  .extracting(JsonNode::textValue)
                  .isSubsetOf("job", "app");
            });
  }

  @Test
  void exemplarsLeadToADataSourceThatIsThere() {
    List<JsonNode> sources =
        settings().stream()
            .flatMap(snippet -> read(snippet).findValues("datasources").stream())
            .toList();
    assertThat(sources)
        .isNotEmpty()
        .allSatisfy(
            list ->
                assertThat(list.findValuesAsText("datasourceUid"))
                    .isNotEmpty()
                    .isSubsetOf(list.findValuesAsText("uid")));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void queriesNameOnlyWhatExists(Snippet snippet) throws Exception {
    new Query(snippet.text().strip()).namesOnlyWhatExists(RulesTest.recorded());
    Promtool.run("check", "rules", rule(snippet).toString());
  }

  private Path rule(Snippet query) throws IOException {
    String expression = new JsonMapper().writeValueAsString(query.text());
    String rule = "groups: [{name: a, rules: [{record: b, expr: %s}]}]".formatted(expression);
    return Files.writeString(folder.resolve("rules.yml"), rule);
  }
}
