package dev.blockyard.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The dashboard's queries, with its variables replaced as Grafana does. */
final class Dashboard {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?[a-zA-Z_]\\w*");

  private final JsonNode root;

  Dashboard() throws IOException {
    this.root =
        JsonMapper.builder()
            .build()
            .readTree(Prometheus.monitoring().resolve("grafana/blockyard.json").toFile());
  }

  /** The queries of all panels, those in rows, too. */
  List<String> queries(Map<String, String> variables) {
    return root.findParents("expr").stream()
        .map(target -> replaced(target.get("expr").asText(), variables))
        .toList();
  }

  /** The queries for the values of the variables themselves. */
  List<String> variableQueries(Map<String, String> variables) {
    return Prometheus.elements(root.get("templating").get("list"))
        .filter(variable -> variable.get("type").asText().equals("query"))
        .map(variable -> replaced(variable.get("query").get("query").asText(), variables))
        .toList();
  }

  /** Longer names first: one may begin with another. */
  private static String replaced(String query, Map<String, String> variables) {
    String replaced = query;
    for (String name :
        variables.keySet().stream().sorted((one, two) -> two.length() - one.length()).toList()) {
      replaced =
          replaced
              .replace("${" + name + "}", variables.get(name))
              .replace("$" + name, variables.get(name));
    }
    assertThat(replaced).doesNotContainPattern(VARIABLE);
    return replaced;
  }
}
