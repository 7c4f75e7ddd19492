package dev.blockyard.telemetry.monitoring;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** The dashboard for Grafana. */
record Dashboard(JsonNode json) {
  static Dashboard read() throws IOException {
    JsonMapper strict =
        JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    return new Dashboard(
        strict.readTree(Path.of("src/main/monitoring/grafana/blockyard.json").toFile()));
  }

  /** All panels, headings of rows included. */
  List<JsonNode> panels() {
    return StreamSupport.stream(json.get("panels").spliterator(), false).toList();
  }

  /** The panels that show something. */
  List<JsonNode> charts() {
    return panels().stream().filter(panel -> !panel.get("type").textValue().equals("row")).toList();
  }

  Set<String> titles() {
    return charts().stream()
        .map(panel -> panel.get("title").textValue())
        .collect(toCollection(TreeSet::new));
  }

  /** What the panels ask Prometheus. */
  List<Query> queries() {
    return json.get("panels").findValuesAsText("expr").stream().map(Query::new).toList();
  }
}
