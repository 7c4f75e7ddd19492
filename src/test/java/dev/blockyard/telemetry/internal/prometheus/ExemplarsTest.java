package dev.blockyard.telemetry.internal.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Await;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which span stands for a bucket, and for how long. */
class ExemplarsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SdkTracerProvider tracers = SdkTracerProvider.builder().build();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RecordingMetrics metrics =
      new RecordingMetrics(new PrometheusInstruments(registry), 10, true);

  @AfterEach
  void close() {
    tracers.close();
  }

  /** Records in a new span, and returns its trace. */
  private String inSpan(Runnable recording) {
    Span span = tracers.get("test").spanBuilder("request").startSpan();
    Context.current().with(span).wrap(recording).run();
    span.end();
    return span.getSpanContext().getTraceId();
  }

  private List<String> exemplars() {
    return PrometheusTestBackend.text(registry, "application/openmetrics-text")
        .lines()
        .filter(line -> line.contains("# {"))
        .toList();
  }

  /** A busy bucket would cost more otherwise. */
  @Test
  void aSpanRightAfterAnotherDoesNotTakeItsPlace() throws Exception {
    inSpan(() -> metrics.coldStarted(SECOND));
    Await.until( // which it may if the test has been held up for a second
        () -> {
          String later = inSpan(() -> metrics.coldStarted(SECOND));
          assertThat(exemplars()).singleElement().asString().doesNotContain(later);
        });
  }

  @Test
  void aLaterSpanTakesThePlaceOfAnOldOne() throws Exception {
    String first = inSpan(() -> metrics.coldStarted(SECOND));
    Await.until(
        () -> {
          String later = inSpan(() -> metrics.coldStarted(SECOND));
          assertThat(exemplars()).singleElement().asString().contains(later).doesNotContain(first);
        });
  }

  @Test
  void aDurationAtTheBoundBelongsToTheBucketThatEndsThere() {
    inSpan(() -> metrics.coldStarted(Duration.ofSeconds(64)));
    inSpan(() -> metrics.coldStarted(Duration.ofSeconds(64).plusNanos(1000)));

    assertThat(exemplars())
        .satisfiesExactly(
            last -> assertThat(last).contains("le=\"64.0\"").contains("} 64.0 "),
            longer -> assertThat(longer).contains("le=\"+Inf\"").contains("} 64.000001 "));
  }

  @Test
  void eachAppHasItsOwn() {
    String shop = inSpan(() -> metrics.coldStarted(SECOND, "shop"));
    String mail = inSpan(() -> metrics.coldStarted(SECOND, "mail"));

    assertThat(exemplars())
        .filteredOn(line -> line.contains("app="))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("app=\"shop\"").contains(shop),
            line -> assertThat(line).contains("app=\"mail\"").contains(mail));
  }

  @Test
  void anAppThatComesAgainHasNoneOfThoseThatWereForgotten() {
    inSpan(() -> metrics.coldStarted(SECOND, "shop"));
    metrics.forgetApp("shop");
    metrics.coldStarted(SECOND, "shop");

    assertThat(PrometheusTestBackend.text(registry, null))
        .contains("blockyard_app_cold_start_seconds_count{app=\"shop\"} 1");
    assertThat(exemplars()).noneMatch(line -> line.contains("app="));
  }
}
