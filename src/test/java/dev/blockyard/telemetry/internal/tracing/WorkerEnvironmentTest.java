package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables by which a worker's own spans and metrics say whose they are. */
class WorkerEnvironmentTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String NAME = "OTEL_SERVICE_NAME";
  private static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";

  private static Map<String, String> environment(
      @Nullable String name, @Nullable String attributes) {
    Map<String, String> environment = new HashMap<>(Map.of(ENDPOINT, "http://collector:4317"));
    if (name != null) {
      environment.put(NAME, name);
    }
    if (attributes != null) {
      environment.put(ATTRIBUTES, attributes);
    }
    return environment;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -    | -    | false
          ''   | -    | false
          -    | ' '  | false
          -    | c:1  | true
          c:1  | -    | true
          c:1  | c:2  | true
          ''   | c:1  | false
          """)
  void identityIsSetWhereTheWorkerExports(
      @Nullable String users, @Nullable String inherited, boolean exports) {
    Map<String, String> own = users == null ? Map.of() : Map.of(ENDPOINT, users);
    Map<String, String> outer = inherited == null ? Map.of() : Map.of(ENDPOINT, inherited);
    Map<String, String> expected = new HashMap<>(own);
    if (exports) {
      expected.put(NAME, "shop");
      expected.put(ATTRIBUTES, "blockyard.app=shop,blockyard.worker_id=w1");
    }
    assertThat(WorkerEnvironment.of("shop", "w1", own, outer)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -    | -                       | shop
          mine | -                       | mine
          mine | service.name=other      | mine
          ' '  | service.name=other      | other
          -    | service.name=my%20name  | my name
          -    | service.name=a+b%2B     | a+b+
          -    | service.name=100%       | 100%
          -    | service.name=           | shop
          """)
  void nameIsTheUsersElseTheApp(
      @Nullable String name, @Nullable String attributes, String expected) {
    assertThat(
            WorkerEnvironment.of(
                "shop",
                "w1",
                environment(name, attributes),
                environment("platform", "service.name=platform")))
        .containsEntry(NAME, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                          | a=1                                   | a=1,blockyard.app=shop,blockyard.worker_id=w1
          b=2                        | a=1                                   | a=1,b=2,blockyard.app=shop,blockyard.worker_id=w1
          a=2                        | a=1                                   | a=2,blockyard.app=shop,blockyard.worker_id=w1
          blockyard.app=mine         | blockyard.app=outer                   | blockyard.app=mine,blockyard.worker_id=w1
          blockyard.worker_id=mine   | -                                     | blockyard.worker_id=mine,blockyard.app=shop
          -                          | blockyard.app=x,blockyard.worker_id=y | blockyard.app=shop,blockyard.worker_id=w1
          -                          | service.name=p,service.version=1,service.instance.id=2,service.namespace=n | service.namespace=n,blockyard.app=shop,blockyard.worker_id=w1
          service.version=3          | service.version=1                     | service.version=3,blockyard.app=shop,blockyard.worker_id=w1
          ' a = x%20y ,=3,junk,,c='  | -                                     | a=x%20y,c=,blockyard.app=shop,blockyard.worker_id=w1
          """)
  void attributesAreMergedAndTheUsersWin(
      @Nullable String users, @Nullable String inherited, String expected) {
    assertThat(
            WorkerEnvironment.of(
                "shop", "w1", environment(null, users), environment(null, inherited)))
        .containsEntry(ATTRIBUTES, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a-b_c.d~!   | a-b_c.d~!
          `a b`       | a%20b
          a,b;c=d     | a%2Cb%3Bc%3Dd
          50%+        | 50%25%2B
          "q"\\         | %22q%22%5C
          ü           | %C3%BC
          `a\u007F`   | a%7F
          """)
  void whatSeparatesAttributesIsEscaped(String app, String escaped) {
    assertThat(WorkerEnvironment.of(app, app, environment(null, null), Map.of()))
        .containsEntry(NAME, app)
        .containsEntry(ATTRIBUTES, "blockyard.app=" + escaped + ",blockyard.worker_id=" + escaped);
  }

  @Test
  void usersMapStaysAsItIs() {
    Map<String, String> users = environment(null, null);
    Map<String, String> before = Map.copyOf(users);
    users.put("PATH", "/bin");

    assertThat(WorkerEnvironment.of("shop", "w1", users, Map.of())).containsEntry("PATH", "/bin");
    users.remove("PATH");
    assertThat(users).isEqualTo(before);
  }
}
