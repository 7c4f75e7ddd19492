package dev.blockyard.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample under traffic on Open Liberty and WildFly, as an operator's Prometheus sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrometheusIT {
  /** The alerts that rightly say nothing here, and why. */
  private static final Map<String, String> QUIET_ALERTS =
      Map.of(
          "BlockyardColdStartSlow", "a worker of the sample starts within seconds",
          "BlockyardColdStartBudgetBurnsFast", "the same",
          "BlockyardColdStartBudgetBurnsSlowly", "the same",
          "BlockyardSpawnsFail", "every worker starts",
          "BlockyardWorkersStale", "the workers were reconciled a moment ago",
          "BlockyardTelemetryAbsent", "there are metrics all the time",
          "BlockyardInstanceAbsent", "both servers are there all the time");

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  private static final URI LIBERTY = server("liberty.port");
  private static final URI WILDFLY = server("wildfly.port");
  private static final URI LIBERTY_METRICS = LIBERTY.resolve("/metrics");
  private static final URI WILDFLY_METRICS = WILDFLY.resolve("metrics");

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Client liberty = new Client(LIBERTY, client -> read(client, LIBERTY_METRICS));
  private final Client wildFly = new Client(WILDFLY, client -> read(client, WILDFLY_METRICS));
  private final Map<String, Double> sent = new TreeMap<>();

  @SuppressWarnings("NullAway.Init") // by start()
  private Prometheus prometheus;

  private static URI server(String port) {
    return URI.create("http://127.0.0.1:" + System.getProperty(port) + "/blockyard-sample/");
  }

  private static String read(Client client, URI endpoint) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.get(endpoint.toString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path program = Programs.orSkip("prometheus", "prometheus");
    startServers(folder);
    prometheus =
        closedAtTheEnd(
            Prometheus.start(
                program,
                Files.createDirectories(folder.resolve("prometheus")),
                LIBERTY_METRICS,
                WILDFLY_METRICS));
    prometheus.awaitReady();

    Traffic toLiberty = new Traffic(liberty);
    Traffic toWildFly = new Traffic(wildFly);
    awaitScraped(toLiberty, toWildFly);
    // A rate needs a series that moves after its first scrape: so a second round after the first.
    together(toLiberty::round, toWildFly::round);
    awaitScraped(toLiberty, toWildFly);
    together(toLiberty::round, toWildFly::round);
    together(toLiberty::openSessions, toWildFly::openSessions);
    awaitScraped(toLiberty, toWildFly);
  }

  private void startServers(Path folder) throws IOException, InterruptedException {
    closedAtTheEnd(Servers.wildFly(folder.resolve("wildfly"))).awaitAnswer(WILDFLY_METRICS);
    closedAtTheEnd(Servers.openLiberty(folder.resolve("liberty"))).awaitAnswer(LIBERTY_METRICS);
    liberty.awaitMetrics(now -> assertThat(now.find("blockyard_workers_active")).hasSize(1));
  }

  private <T extends AutoCloseable> T closedAtTheEnd(T started) {
    running.push(started);
    return started;
  }

  @AfterAll
  void end() throws Exception {
    for (AutoCloseable each : running) {
      each.close();
    }
  }

  @FunctionalInterface
  private interface Part {
    void run() throws Exception;
  }

  private static void together(Part... parts) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(parts.length);
    try {
      List<Future<?>> started = new ArrayList<>();
      for (Part part : parts) {
        started.add(
            threads.submit(
                () -> {
                  part.run();
                  return null;
                }));
      }
      for (Future<?> each : started) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void awaitScraped(Traffic... traffic) throws IOException, InterruptedException {
    sent.clear();
    for (Traffic each : traffic) {
      each.expected().forEach((series, value) -> sent.merge(series, value, Double::sum));
    }
    Await.until(() -> assertThat(counted()).isEqualTo(sent));
  }

  /** All counts and gauges over both servers that are not 0. */
  private Map<String, Double> counted() throws IOException, InterruptedException {
    Map<String, Double> sums =
        prometheus.query(
            "sum by (__name__, app, status, reason, state, phase) "
                + "({__name__=~\"blockyard_.+\", __name__!~\".+_(bucket|sum|max)|%s\"})"
                    .formatted(Traffic.NO_COUNTS));
    sums.values().removeIf(value -> value == 0);
    return sums;
  }

  @Test
  @Order(1)
  void sumsOverBothServersAreTheTrafficThatWasSent() throws Exception {
    assertThat(sent).hasSizeGreaterThan(20);
    Await.until(() -> assertThat(counted()).isEqualTo(sent));
  }

  @Test
  @Order(1)
  void everyObservationIsInTheLastBucket() throws Exception {
    Map<String, Double> observed = new TreeMap<>();
    sent.forEach(
        (series, count) ->
            observed.merge(series.replaceFirst("_count([{].*)?$", "_bucket"), count, Double::sum));
    observed.keySet().removeIf(name -> !name.endsWith("_seconds_bucket"));
    String last = "sum by (__name__) ({__name__=~\"blockyard_.+_bucket\", le=\"+Inf\"})";
    assertThat(observed).hasSize(6);
    Await.until(() -> assertThat(prometheus.query(last)).isEqualTo(observed));
  }

  private Stream<Map<String, String>> selections() {
    String instance = LIBERTY.getAuthority().replace(".", "\\\\.");
    return Stream.of(variables(".*", ".*", ".*"), variables("blockyard", instance, "hello"));
  }

  private static Map<String, String> variables(String job, String instance, String app) {
    return Map.of(
        "job", job,
        "instance", instance,
        "app", app,
        "__rate_interval", "1m",
        "__range", "15m");
  }

  @ParameterizedTest
  @Order(2)
  @MethodSource("selections")
  void everyQueryOfTheDashboardGivesData(Map<String, String> selection) throws Exception {
    List<String> queries = new Dashboard().queries(selection);
    assertThat(queries).isNotEmpty();
    Await.until(
        () -> {
          List<String> empty = new ArrayList<>();
          for (String query : queries) {
            if (!prometheus.hasData(query)) {
              empty.add(query);
            }
          }
          assertThat(empty).isEmpty();
        });
  }

  @ParameterizedTest
  @Order(2)
  @MethodSource("selections")
  void everyVariableOfTheDashboardHasValues(Map<String, String> selection) throws Exception {
    List<String> queries = new Dashboard().variableQueries(selection);
    assertThat(queries).isNotEmpty();
    for (String query : queries) {
      Matcher call = LABEL_VALUES.matcher(query);
      assertThat(call.matches()).as(query).isTrue();
      assertThat(prometheus.labelValues(call.group(2), call.group(1))).as(query).isNotEmpty();
    }
  }

  @Test
  @Order(2)
  void everyRuleIsEvaluatedAndGivesDataWhereItShall() throws Exception {
    Await.until(
        () -> {
          Set<String> quiet = new TreeSet<>();
          List<JsonNode> rules = prometheus.rules().toList();
          assertThat(rules).isNotEmpty();
          for (JsonNode rule : rules) {
            String name = rule.get("name").asText();
            assertThat(rule.path("lastError").asText()).as(name).isEmpty();
            assertThat(rule.get("health").asText()).as(name).isEqualTo("ok");
            boolean silent =
                rule.get("type").asText().equals("alerting")
                    ? rule.get("state").asText().equals("inactive")
                    : !prometheus.hasData(name);
            if (silent) {
              quiet.add(name);
            }
          }
          assertThat(quiet).isEqualTo(new TreeSet<>(QUIET_ALERTS.keySet()));
        });
  }

  /** A busy machine may hold up a scrape for longer than its time-out, but not one in ten. */
  @Test
  @Order(3)
  void almostEveryScrapeSucceedsAndNoSampleIsRejected() throws Exception {
    Await.until(
        () ->
            assertThat(Prometheus.elements(prometheus.targets()))
                .hasSize(2)
                .extracting(each -> each.get("health").asText() + each.get("lastError").asText())
                .containsOnly("up"));
    assertThat(prometheus.query("avg_over_time(up[1h])"))
        .hasSize(2)
        .allSatisfy((series, up) -> assertThat(up).isGreaterThan(0.9));
    assertThat(prometheus.metrics().samples(PrometheusIT::isFailure))
        .hasSizeGreaterThan(8)
        .allSatisfy((series, count) -> assertThat(count).as(series).isZero());
    assertThat(prometheus.problems()).isEmpty();
  }

  /** What Prometheus counts of scrapes it did not take whole, and of rules that failed. */
  private static boolean isFailure(String series) {
    return series.startsWith("prometheus_target_scrapes_")
        || series.startsWith("prometheus_target_scrape_pool_exceeded_")
        || series.startsWith("prometheus_rule_evaluation_failures_total");
  }

  @Test
  @Order(2)
  void promtoolFindsNoFaultInWhatTheServersSay(@TempDir Path folder) throws Exception {
    Path program = Programs.orSkip("promtool", "prometheus");
    Path output = folder.resolve("output");
    for (URI endpoint : List.of(LIBERTY_METRICS, WILDFLY_METRICS)) {
      Path text = Files.writeString(folder.resolve("text"), read(liberty, endpoint));
      int exit =
          new ProcessBuilder(program.toString(), "check", "metrics")
              .redirectInput(text.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      // 3: names that are no good style, as those of Open Liberty itself.
      assertThat(exit).as(Files.readString(output)).isIn(0, 3);
      assertThat(Files.readAllLines(output)).noneMatch(line -> line.startsWith("blockyard_"));
    }
  }
}
