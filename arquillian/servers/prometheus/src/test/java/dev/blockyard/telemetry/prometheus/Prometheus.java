package dev.blockyard.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A Prometheus of this test's own, and its HTTP API. */
final class Prometheus implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Child process;
  private final URI address;
  private final Instant start = Instant.now();

  private Prometheus(Child process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts to scrape these endpoints, with the project's rules. */
  static Prometheus start(Path program, Path folder, URI... endpoints) throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    for (String file : List.of("blockyard-rules.yml", "blockyard-alerts.yml")) {
      // The objectives are evaluated once a minute, for which the test has no time.
      Files.writeString(
          rules.resolve(file),
          Files.readString(monitoring().resolve("prometheus").resolve(file))
              .replace("interval: 1m", "interval: 2s"));
    }
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global:
          scrape_interval: 2s
          scrape_timeout: 2s
          evaluation_interval: 2s
        rule_files:
          - %s/*.yml
        scrape_configs:
          - job_name: blockyard
            static_configs:
        """
                .formatted(rules)
            + Arrays.stream(endpoints).map(Prometheus::target).collect(Collectors.joining()));
    URI address = URI.create("http://127.0.0.1:" + System.getProperty("prometheus.port"));
    ProcessBuilder command =
        new ProcessBuilder(
            program.toString(),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=" + address.getAuthority());
    return new Prometheus(Child.start("prometheus", command), address);
  }

  private static String target(URI endpoint) {
    return """
              - targets: ["%s"]
                labels: {__metrics_path__: "%s"}
        """
        .formatted(endpoint.getAuthority(), endpoint.getPath());
  }

  /** The dashboard and the rules. */
  static Path monitoring() {
    return Path.of(System.getProperty("monitoring", "")).normalize();
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  void awaitReady() throws IOException, InterruptedException {
    process.awaitAnswer(address.resolve("/-/ready"));
  }

  /** What Prometheus has logged beside the course of things. */
  Stream<String> problems() throws IOException {
    return process.output().stream().filter(line -> !line.contains("level=info"));
  }

  /** Prometheus's metrics of itself. */
  Exposition metrics() throws IOException, InterruptedException {
    return Exposition.parse(send(HttpRequest.newBuilder(address.resolve("/metrics")).build()));
  }

  JsonNode targets() throws IOException, InterruptedException {
    return get("targets").get("activeTargets");
  }

  Stream<JsonNode> rules() throws IOException, InterruptedException {
    return elements(get("rules").get("groups")).flatMap(group -> elements(group.get("rules")));
  }

  /** The values of an expression now, by labels, as {@link Exposition} writes them. */
  Map<String, Double> query(String expression) throws IOException, InterruptedException {
    Map<String, Double> values = new TreeMap<>();
    elements(post("query", "query", expression).get("result"))
        .forEach(
            series ->
                values.put(key(series.get("metric")), number(series.get("value").get(1).asText())));
    return values;
  }

  /** Whether an expression has had a value at any time since the start. */
  boolean hasData(String expression) throws IOException, InterruptedException {
    JsonNode range =
        post(
            "query_range",
            "query",
            expression,
            "start",
            String.valueOf(start.getEpochSecond()),
            "end",
            String.valueOf(Instant.now().getEpochSecond()),
            "step",
            "1");
    return elements(range.get("result"))
        .flatMap(series -> elements(series.get("values")))
        .anyMatch(value -> !Double.isNaN(number(value.get(1).asText())));
  }

  /** The values of a label. */
  JsonNode labelValues(String label, String selector) throws IOException, InterruptedException {
    return get("label/" + label + "/values?match[]=" + URLEncoder.encode(selector, UTF_8));
  }

  private static String key(JsonNode labels) {
    String rendered =
        labels.properties().stream()
            .filter(label -> !label.getKey().equals("__name__"))
            .map(label -> label.getKey() + "=\"" + label.getValue().asText() + "\"")
            .sorted()
            .collect(Collectors.joining(",", "{", "}"));
    return labels.path("__name__").asText() + (rendered.equals("{}") ? "" : rendered);
  }

  private static double number(String written) {
    return Double.parseDouble(written.replace("Inf", "Infinity"));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return data(HttpRequest.newBuilder(address.resolve("/api/v1/" + path.replace("[]", "%5B%5D"))));
  }

  private JsonNode post(String path, String... form) throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < form.length; i += 2) {
      body.append(form[i]).append('=').append(URLEncoder.encode(form[i + 1], UTF_8)).append('&');
    }
    return data(
        HttpRequest.newBuilder(address.resolve("/api/v1/" + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private JsonNode data(HttpRequest.Builder request) throws IOException, InterruptedException {
    return JSON.readTree(send(request.build())).get("data");
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Override
  public void close() {
    process.close();
  }
}
