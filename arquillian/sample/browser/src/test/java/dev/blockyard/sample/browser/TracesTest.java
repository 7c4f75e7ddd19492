package dev.blockyard.sample.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** From a button to the trace that it made. */
class TracesTest extends PageScenario {
  private static final By LINK = By.cssSelector("#log li:first-child a");
  private static final String TRACE = "0123456789abcdef0123456789abcdef";
  private static final String END =
      "\"name\":\"the end\",\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\"";

  @Test
  void requestLeadsToItsWaterfall() throws Exception {
    assertThat(sample.post("api/idle-out", new byte[0])).isEqualTo(200);
    WebElement trace = traceOf("request-2xx");

    Await.until(
        () ->
            assertThat(spansOf(trace))
                .containsExactly(
                    "0 GET /app/* blockyard",
                    "1 worker.cold_start blockyard",
                    "2 worker.spawn blockyard",
                    "3 worker.cold_start.prepare blockyard",
                    "3 worker.cold_start.schedule blockyard",
                    "3 worker.cold_start.start blockyard",
                    "3 worker.cold_start.ready blockyard",
                    "1 proxy.forward blockyard",
                    "2 GET hello"));
    assertThat(trace.findElement(By.tagName("summary")).getText())
        .matches("GET /app/\\* · hello · 200 · [\\d.]+ ms · 9 spans");
    assertThat(trace.findElement(By.tagName("table")).isDisplayed()).isTrue();
    Pictures.take(trace, "trace");

    WebElement warm = traceOf("request-4xx");
    Await.until(
        () ->
            assertThat(spansOf(warm))
                .containsExactly(
                    "0 GET /app/* blockyard", "1 proxy.forward blockyard", "2 GET hello"));
    assertThat(traceOf("bad-bundle").getText()).contains("bundle.");
    browser.executeScript("scrollTo(0, 0)");
    Pictures.take(browser, "page");
  }

  @Test
  void failureIsSeen() throws Exception {
    WebElement trace = traceOf("start-fails");

    Await.until(() -> assertThat(browser.findElements(By.cssSelector("tr.failed"))).isNotEmpty());
    assertThat(browser.findElement(By.cssSelector("tr.failed")).getDomProperty("textContent"))
        .contains("failed");
    assertThat(trace.isDisplayed()).isTrue();
  }

  /** Workers are code of strangers, and so are the spans that they send. */
  @Test
  void whateverAWorkerSendsIsShownAsTextOrNotAtAll() throws Exception {
    String time = "\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\",\"parentSpanId\":";
    List<String> sent =
        List.of(
            "no JSON",
            "[]",
            "{\"resourceSpans\":[{}]}",
            span(TRACE, "1", "\"name\":\"no-time\""),
            span("list", "1", time + "\"\",\"name\":\"of the list's id\""),
            span(TRACE, "", time + "\"1\",\"name\":\"of no id\""),
            span(TRACE, "1", time + "\"\",\"name\":{\"toString\":1,\"valueOf\":1}"),
            span(TRACE, "2", time + "\"<b id=b>\",\"name\":\"<b id=b>\""),
            span(TRACE, "3", time + "\"0000000000000004\",\"name\":\"circle\""),
            span(TRACE, "4", time + "\"0000000000000003\",\"name\":\"circle\""));
    for (String spans : sent) {
      assertThat(sample.post("api/otlp/v1/traces", spans.getBytes(UTF_8))).isEqualTo(200);
    }

    Await.until(
        () ->
            assertThat(strings("[document.getElementById('trace-list').textContent]").get(0))
                .contains("<b id=b>"));
    assertThat(browser.findElements(By.id("b"))).isEmpty();
    assertThat(browser.findElement(By.id("trace-list")).getText()).doesNotContain("no-time");
    assertThat(problem()).isEmpty();
  }

  /** Or a worker could fill the memory of the page, and the stack with a chain of spans. */
  @Test
  void traceIsCutOffAfterManySpans() throws Exception {
    for (int post = 0; post < 10; post++) {
      String spans =
          IntStream.range(60 * post, 60 * post + 60)
              .mapToObj(
                  id ->
                      "{\"traceId\":\"f%031x\",\"spanId\":\"%016x\",\"parentSpanId\":\"%016x\",\"name\":\"n\",\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\"}"
                          .formatted(1, id + 1, id))
              .collect(Collectors.joining(","));
      assertThat(sample.post("api/otlp/v1/traces", exported(spans).getBytes(UTF_8))).isEqualTo(200);
    }
    assertThat(sample.post("api/otlp/v1/traces", span(TRACE, "5", END).getBytes(UTF_8)))
        .isEqualTo(200);

    Await.until(
        () ->
            assertThat(strings("[document.getElementById('trace-list').textContent]").get(0))
                .contains("the end")
                .contains(" 500 spans"));
  }

  @Test
  void chartsShowTheLastMinutes() throws Exception {
    press("spawn", spawned() + " audit_entries_dropped_total=1");
    press("request-5xx", answered("5xx"));

    Await.until(
        () ->
            assertThat(strings("[...document.querySelectorAll('figure')].map((f) => f.innerText)"))
                .satisfiesExactly(
                    workers -> assertThat(workers).contains("active workers", "at most"),
                    sessions -> assertThat(sessions).contains("open sessions", "0 now, 0 at most"),
                    requests -> assertThat(requests).doesNotContain("0 at most"),
                    errors -> assertThat(errors).doesNotContain("0 at most")));
    assertThat(strings("[...document.querySelectorAll('polyline')].map((p) => p.points.length)"))
        .doesNotContainAnyElementsOf(Set.of("0", "1"));
  }

  /** Presses a button and follows the link in the log to the trace. */
  private WebElement traceOf(String button) throws Exception {
    browser.findElement(By.id(button)).sendKeys(Keys.ENTER);
    Await.until(() -> assertThat(browser.findElement(By.id(button)).isEnabled()).isTrue());
    Await.until(() -> assertThat(browser.findElements(LINK)).isNotEmpty());
    browser.findElement(LINK).sendKeys(Keys.ENTER);
    String focused = "document.activeElement.parentElement";
    assertThat(strings("[" + focused + ".open]")).containsExactly("true");
    return browser.findElement(By.id(strings("[" + focused + ".id]").get(0)));
  }

  /** The depth of each span, its name, and its process. */
  private static List<String> spansOf(WebElement trace) {
    return strings(
        "[...document.querySelectorAll('#%s tbody tr')].map((row) => [row.cells[0].style.paddingLeft.replace('rem', ''), row.cells[0].textContent, row.cells[1].textContent].join(' '))"
            .formatted(trace.getDomAttribute("id")));
  }

  private static String span(String trace, String id, String fields) {
    return exported(
        "{\"traceId\":\"%s\",\"spanId\":\"%s\",%s}"
            .formatted(trace, id.isEmpty() ? "" : "000000000000000" + id, fields));
  }

  private static String exported(String spans) {
    return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[]},\"scopeSpans\":[{\"spans\":["
        + spans
        + "]}]}]}";
  }
}
