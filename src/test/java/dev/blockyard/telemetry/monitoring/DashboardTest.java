package dev.blockyard.telemetry.monitoring;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard can be imported, shows every metric, and asks for nothing that does not exist. */
class DashboardTest {
  private static final int COLUMNS = 24;

  private final Dashboard dashboard = Dashboard.read();

  DashboardTest() throws IOException {}

  @Test
  void everyQueryNamesOnlyWhatExists() throws Exception {
    Set<String> recorded = RulesTest.recorded();
    assertThat(dashboard.queries())
        .isNotEmpty()
        .allSatisfy(query -> query.namesOnlyWhatExists(recorded));
  }

  @Test
  void everyVariableNamesOnlyWhatExists() {
    List<String> definitions = dashboard.json().get("templating").findValuesAsText("definition");
    assertThat(definitions)
        .isNotEmpty()
        .allSatisfy(
            definition -> {
              String series = definition.replaceFirst("^label_values\\((.*), \\w+\\)$", "$1");
              new Query(series).namesOnlyWhatExists(Set.of());
            });
  }

  @Test
  void everyMetricIsInAPanel() {
    assertThat(
            dashboard.queries().stream()
                .flatMap(query -> query.names().stream())
                .filter(name -> !Query.isRecorded(name))
                .map(Query::metric)
                .collect(toCollection(() -> EnumSet.noneOf(BlockyardMetric.class))))
        .containsExactly(BlockyardMetric.values());
  }

  @Test
  void everyQueryAsksOnlyTheChosenInstances() {
    for (Query query : dashboard.queries()) {
      assertThat(query.selectors())
          .as(query.expression())
          .hasSameSizeAs(
              Pattern.compile("blockyard_").matcher(query.expression()).results().toList())
          .allMatch(
              selector ->
                  selector.contains(
                      Query.isRecorded(selector.substring(0, selector.indexOf('{')))
                          ? "{job=~\"$job\"" // of all instances together
                          : "{job=~\"$job\", instance=~\"$instance\""));
    }
  }

  @Test
  void onlyWhatAddsUpIsStacked() {
    assertThat(dashboard.charts())
        .filteredOn(
            panel ->
                panel
                    .at("/fieldConfig/defaults/custom/stacking/mode")
                    .asText("none")
                    .equals("normal"))
        .isNotEmpty()
        .allSatisfy(
            panel ->
                assertThat(panel.findValuesAsText("expr"))
                    .as(panel.get("title").textValue())
                    .noneMatch(
                        query -> query.matches("time\\(.*|.*(quantile|burn_rate|budget).*")));
  }

  @Test
  void everyObjectiveHasAPanelForItsBudgetAndForItsBurnRate() throws Exception {
    Set<String> shown = new HashSet<>();
    dashboard.queries().forEach(query -> shown.addAll(query.names()));
    assertThat(RulesTest.recorded())
        .filteredOn(name -> name.endsWith(":objective"))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(shown)
                    .anyMatch(with(name, "budget_left30d"))
                    .anyMatch(with(name, "burn_rate1h")));
  }

  private static Predicate<String> with(String objective, String series) {
    String subject = objective.split(":", 3)[1];
    return name -> name.endsWith(":" + subject + ":" + series);
  }

  @Test
  void everyRangeFollowsTheZoom() {
    for (Query query : dashboard.queries()) {
      assertThat(
              Pattern.compile("(?:\\[|offset )([\\w$]+)")
                  .matcher(query.expression().replaceAll("\"[^\"]*\"", ""))
                  .results()
                  .map(match -> match.group(1)))
          .as(query.expression())
          .isSubsetOf("$__rate_interval", "$__range");
    }
  }

  @Test
  void promtoolParsesEveryQuery(@TempDir Path folder) throws Exception {
    List<Map<String, String>> rules =
        IntStream.range(0, dashboard.queries().size())
            .mapToObj(
                i ->
                    Map.of(
                        "record",
                        "query:" + i,
                        "expr",
                        substituted(dashboard.queries().get(i).expression())))
            .toList();
    Path file = folder.resolve("queries.yml");
    new YAMLMapper()
        .writeValue(
            file.toFile(), Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules))));
    Promtool.run("check", "rules", file.toString());
  }

  private static String substituted(String expression) {
    String query = expression.replace("$__rate_interval", "5m").replace("$__range", "6h");
    return query
        .replace("\"$job\"", "\".*\"")
        .replace("\"$instance\"", "\".*\"")
        .replace("\"$app\"", "\".*\"");
  }

  @Test
  void everyPanelSaysWhatItShows() {
    assertThat(dashboard.charts())
        .allSatisfy(
            panel -> {
              String title = panel.get("title").textValue();
              assertThat(title).isNotBlank();
              assertThat(panel.path("description").asText()).as(title).endsWith(".");
              assertThat(panel.findValuesAsText("unit")).as(title).isNotEmpty();
            });
    assertThat(dashboard.titles()).hasSameSizeAs(dashboard.charts());
  }

  @Test
  void everyPanelHasAnIdOfItsOwn() {
    assertThat(dashboard.panels())
        .extracting(panel -> panel.get("id").intValue())
        .doesNotHaveDuplicates();
  }

  @Test
  void panelsLieSideBySide() {
    Map<String, String> taken = new HashMap<>();
    for (JsonNode panel : dashboard.panels()) {
      JsonNode place = panel.get("gridPos");
      int left = place.get("x").intValue();
      int right = left + place.get("w").intValue();
      assertThat(right).isLessThanOrEqualTo(COLUMNS);
      String title = panel.get("title").textValue();
      for (int x = left; x < right; x++) {
        for (int y = place.get("y").intValue();
            y < place.get("y").intValue() + place.get("h").intValue();
            y++) {
          assertThat(taken.put(x + "," + y, title)).as("under %s", title).isNull();
        }
      }
    }
  }

  @Test
  void noDataSourceIsWrittenIn() {
    assertThat(dashboard.json().findValues("datasource"))
        .isNotEmpty()
        .allMatch(source -> source.path("uid").asText().equals("${datasource}"));
    assertThat(dashboard.json().get("templating").get("list").get(0).get("type").textValue())
        .isEqualTo("datasource");
  }

  @Test
  void durationsThatHaveExemplarsAskForThem() {
    for (JsonNode target : dashboard.json().get("panels").findParents("expr")) {
      boolean traced =
          new Query(target.get("expr").textValue())
              .names().stream()
                  .anyMatch(
                      Set.of(
                              "blockyard_cold_start_seconds_bucket",
                              "blockyard_proxy_request_seconds_bucket")
                          ::contains);
      boolean overTime = target.get("range").booleanValue();
      assertThat(target.path("exemplar").booleanValue())
          .as(target.toString())
          .isEqualTo(traced && overTime);
    }
  }
}
