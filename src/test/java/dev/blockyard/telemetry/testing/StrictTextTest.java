package dev.blockyard.telemetry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictTextTest {
  @Test
  void aTextIsReadWithItsLabelsAsTheyWere() {
    assertThat(
            StrictText.parse(
                """
                # HELP a_total Back\\\\slash\\n
                # TYPE a_total counter
                a_total{app="q\\"b\\\\n\\n",status="2xx",} 1.0
                a_total 2
                # TYPE b histogram
                b_bucket{le="+Inf"} 1e3
                b_sum NaN
                b_count +Inf
                """))
        .containsExactly(
            new StrictText.Sample("a_total", Map.of("app", "q\"b\\n\n", "status", "2xx"), 1),
            new StrictText.Sample("a_total", Map.of(), 2),
            new StrictText.Sample("b_bucket", Map.of("le", "+Inf"), 1000),
            new StrictText.Sample("b_sum", Map.of(), Double.NaN),
            new StrictText.Sample("b_count", Map.of(), Double.POSITIVE_INFINITY));
  }

  private static final String TYPE = "# TYPE a gauge\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        TYPE + "a 1",
        TYPE + "a\n",
        TYPE + "a one\n",
        TYPE + "a  1\n",
        TYPE + "1a 1\n",
        TYPE + "b 1\n",
        TYPE + "a 1\na 1\n",
        TYPE + TYPE + "a 1\n",
        TYPE + "a{app=\"x} 1\n",
        TYPE + "a{app=\"x\ny\"} 1\n",
        TYPE + "a{app=\"\\x\"} 1\n",
        TYPE + "a{app=\"x\"y\"} 1\n",
        TYPE + "a{app=x} 1\n",
        TYPE + "a{app=\"x\"b=\"y\"} 1\n",
        TYPE + "a{app=\"x\",app=\"y\"} 1\n",
        TYPE + "a{a-b=\"x\"} 1\n",
        TYPE + "a{app=\"\uD83D\"} 1\n",
        TYPE + "# TYPE b gauge\nb 1\na 1\n",
        "# HELP a one\n# HELP a two\n" + TYPE + "a 1\n",
        "# HELP a back\\slash\n",
        "# TYPE a number\n",
        "# something\n",
      })
  void whatPrometheusWouldRefuseIsRefused(String text) {
    assertThatThrownBy(() -> StrictText.parse(text)).isInstanceOf(AssertionError.class);
  }
}
