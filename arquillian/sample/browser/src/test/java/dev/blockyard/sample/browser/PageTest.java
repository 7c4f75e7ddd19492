package dev.blockyard.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Exposition;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page says what it reads, and why it cannot. */
class PageTest extends PageScenario {

  @Test
  void everyButtonSaysWhatItDoes() {
    for (WebElement button : browser.findElements(By.tagName("button"))) {
      String description = "#" + button.getDomAttribute("aria-describedby");
      assertThat(browser.findElement(By.cssSelector(description)).getText()).isNotBlank();
    }
  }

  @Test
  void buttonWorksByKeyboardAndIsDisabledWhileItsActionRuns() throws Exception {
    WebElement button = browser.findElement(By.id("no-app"));
    browser.executeScript(
        """
        arguments[0].focus();
        arguments[0].addEventListener("click", (event) => window.seen = event.target.disabled);""",
        button);
    Exposition before = sample.metrics();

    browser.switchTo().activeElement().sendKeys(Keys.SPACE);

    assertThat(browser.executeScript("return window.seen")).isEqualTo(true);
    Await.until(
        () -> {
          assertThat(moves(before)).isNotEmpty();
          assertThat(button.isEnabled()).isTrue();
          assertThat(browser.switchTo().activeElement()).as("focus").isEqualTo(button);
        });
  }

  /** Escapes, markup in a name, and what Open Liberty adds. */
  @Test
  void textOfAServerIsReadAndShownAsText() throws Exception {
    String text =
        """
        # HELP blockyard_workers Workers
        # TYPE blockyard_workers gauge
        blockyard_workers{mp_scope="application",state="busy",} 2.0
        blockyard_workers_active{mp_scope="application"} -1.0
        blockyard_proxy_requests_total{app="<b id=\\"b\\">}\\\\\\n,</b>",status="2xx"} 1.0E7
        blockyard_proxy_request_seconds_bucket{mp_scope="application",le="0.005",} 1.0
        blockyard_proxy_request_seconds_bucket{mp_scope="application",le="1.0",} 1.0
        blockyard_proxy_request_seconds_bucket{mp_scope="application",le="+Inf",} 4.0
        blockyard_proxy_request_seconds_count{mp_scope="application"} 4.0
        blockyard_proxy_request_seconds_sum{mp_scope="application"} 6.0
        blockyard_proxy_request_seconds_max{mp_scope="application"} 3.0
        memory_used_bytes{mp_scope="base"} NaN
        """;
    browser.executeScript(
        "const text = arguments[0]; window.fetch = async () => new Response(text)", text);

    Await.until(() -> assertPageShows(Exposition.parse(text)));
    assertThat(strings("[...document.querySelectorAll('#by-app th')].map((th) => th.textContent)"))
        .containsExactly("<b id=\"b\">}\\\n,</b>");
    assertThat(browser.findElements(By.id("b"))).isEmpty();
  }

  @Test
  void pageMayAskNoOtherOrigin() {
    assertThat(
            browser.executeAsyncScript(
                """
                const [url, done] = arguments;
                document.addEventListener("securitypolicyviolation", (e) => done(e.blockedURI));
                fetch(url).then(() => done("allowed"), () => {});""",
                sample.page("metrics").replace("127.0.0.1", "localhost")))
        .isEqualTo(sample.page("metrics").replace("127.0.0.1", "localhost"));
  }

  @Test
  void pageSaysThatItMayNotReadUntilItMay() throws Exception {
    headers(Map.of("X-Forwarded-For", "192.0.2.1"));
    Await.until(() -> assertThat(problem()).contains("metrics answers with 403. This browser may"));

    headers(Map.of());
    Await.until(() -> assertPageShows(sample.metrics()));
  }

  @Test
  void pageSaysWhereItHasLookedForMetrics() throws Exception {
    browser.executeScript(
        """
        window.fetch = async (url) =>
          new Response("", { status: String(url).endsWith("metrics") ? 404 : 200 })""");
    Await.until(
        () -> assertThat(problem()).contains("metrics answers with 404. There are no metrics"));
  }

  @Test
  void pageSaysThatItNeedsCredentialsAndThatNobodyAnswers(@TempDir Path folder) throws Exception {
    try (SampleProcess another =
        SampleProcess.start(
            folder.resolve("sample.log"),
            "blockyard.telemetry.metrics.access=token",
            "blockyard.telemetry.metrics.token=secret")) {
      browser.get(another.page().toString());
      Await.until(() -> assertThat(problem()).contains("metrics answers with 401. It asks for"));
    }
    Await.until(() -> assertThat(problem()).contains("The server does not answer"));
    browser.findElement(By.id("idle-out")).click();
    Await.until(() -> assertThat(errors()).singleElement().asString().contains("Idle out: failed"));
  }

  @Test
  void pageThatNobodySeesReadsNothingUntilItIsSeen() throws Exception {
    browser.executeScript(
        """
        Object.defineProperty(document, "hidden", { get: () => window.away });
        window.away = true;
        const { fetch, setTimeout } = window;
        window.reads = 0;
        window.fetch = (...request) => {
          window.reads++;
          return fetch(...request);
        };
        window.turns = 0;
        window.setTimeout = (...timer) => {
          window.turns++;
          return window.stopped ? 0 : setTimeout(...timer);
        };""");
    awaitTurns(2); // what had begun before is over
    long reads = number("reads");

    awaitTurns(number("turns") + 3);
    assertThat(number("reads")).isEqualTo(reads);

    browser.executeScript("window.stopped = true");
    awaitTurns(number("turns") + 1);
    browser.executeScript(
        """
        window.away = false;
        document.dispatchEvent(new Event("visibilitychange"));""");
    Await.until(() -> assertThat(number("reads")).isGreaterThan(reads));
  }

  /** Waits until the page has planned its next reading so often. */
  private static void awaitTurns(long turns) throws Exception {
    Await.until(() -> assertThat(number("turns")).isGreaterThanOrEqualTo(turns));
  }

  private static long number(String variable) {
    return (Long) Objects.requireNonNull(browser.executeScript("return window." + variable));
  }

  /** Headers that the browser sends in addition from now on. */
  private static void headers(Map<String, Object> headers) {
    browser.executeCdpCommand("Network.enable", Map.of());
    browser.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", headers));
  }
}
