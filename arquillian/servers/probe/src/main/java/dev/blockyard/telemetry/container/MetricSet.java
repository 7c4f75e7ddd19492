package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the metrics have to be before and after the script of events. */
public final class MetricSet {
  private MetricSet() {}

  /** Every series with closed labels is there at 0, and there is no other: no quantile, say. */
  public static void assertThatClosedSeriesAreAtZero(Exposition metrics) throws IOException {
    Exposition expected = read("closed-series.txt");
    assertThat(metrics.samples(MetricSet::isOwn)).isEqualTo(expected.samples());
    assertThat(metrics.types()).containsAllEntriesOf(expected.types());
    assertThat(metrics.help())
        .containsKeys(expected.types().keySet().toArray(new String[0]))
        .allSatisfy((name, help) -> assertThat(help).as(name).isNotBlank());
  }

  /** The same for OpenTelemetry, which has no empty histogram. */
  public static void assertThatClosedSeriesOfCountersAndGaugesAreAtZero(Exposition metrics)
      throws IOException {
    Exposition expected = read("closed-series.txt");
    assertThat(metrics.samples(MetricSet::isOwn))
        .isEqualTo(expected.samples(key -> !isOfHistogram(key)));
  }

  /**
   * Every series with closed labels is there, whatever its value; those of a histogram at least
   * where there is its count, which OpenTelemetry does not have of an empty one.
   */
  public static void assertThatClosedSeriesAreThere(Exposition metrics) throws IOException {
    assertThat(metrics.samples().keySet())
        .containsAll(
            read("closed-series.txt")
                .samples(key -> !isOfHistogram(key) || metrics.samples().containsKey(count(key)))
                .keySet());
  }

  private static String count(String keyOfHistogram) {
    return keyOfHistogram
        .replaceFirst("_seconds_(bucket|sum)", "_seconds_count")
        .replaceFirst("le=\"[^\"]*\",?", "")
        .replace("{}", "");
  }

  private static boolean isOfHistogram(String key) {
    return key.matches("\\w+_seconds_(bucket|sum|count)(\\{.*)?");
  }

  /** Every sample that the reference writes after the script is there. */
  public static void assertThatSamplesAreTheReferences(Exposition metrics) {
    Map<String, Double> expected = Exposition.ofReference().samples();
    assertThat(metrics.samples()).containsAllEntriesOf(expected);
  }

  private static boolean isOwn(String key) {
    return key.startsWith("blockyard_")
        && !key.startsWith("blockyard_telemetry_info{") // always 1, with the version in it
        && !key.matches("\\w+_seconds_max(\\{.*)?");
  }

  private static Exposition read(String resource) throws IOException {
    try (InputStream in = MetricSet.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IOException("no such resource: " + resource);
      }
      return Exposition.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
