package dev.blockyard.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page in Chromium: it shows what the metrics say, whichever button is pressed. */
class PageTest {
  private static final Pattern FAILED_REQUEST =
      Pattern.compile("http://[^/]+(/\\S*) - .* responded with a status of (\\d+) .*");

  /** Of what the browser's network log says: where a request went, or a WebSocket. */
  private static final Pattern REQUESTED =
      Pattern.compile(
          "\"Network\\.(?:requestWillBeSent|webSocketCreated)\".*\"url\":\"((?:http|ws)[^\"]*)\"");

  /** In the order of the page. */
  private static final List<String> HISTOGRAMS =
      List.of(
          "blockyard_cold_start_seconds",
          "blockyard_proxy_request_seconds",
          "blockyard_build_seconds");

  private static ChromeDriver browser;
  private static SampleProcess sample;

  private final Set<String> pressed = new TreeSet<>();

  @BeforeAll
  static void startBrowserAndSample(@TempDir Path folder) throws Exception {
    browser = Chromium.start(folder.resolve("profile"));
    // Nothing happens by itself but evictions of crashed workers. The audit log is full.
    sample =
        SampleProcess.start(
            folder.resolve("sample.log"),
            "sample.tick=PT0.1S",
            "sample.idle-timeout=PT1H",
            "sample.audit.interval=PT1H",
            "sample.audit.capacity=1");
    sample.uploadNoBundle();
  }

  @AfterAll
  static void endWhateverWasStarted() throws Exception {
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    try {
      if (sample != null) {
        sample.close();
      }
      if (browser != null) {
        browser.quit();
      }
      Await.until(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
    } finally {
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @BeforeEach
  void openPage() throws Exception {
    browser.get(sample.page().toString());
    Await.until(() -> assertThat(browser.findElement(By.id("read")).getText()).isNotEqualTo("–"));
    Await.until(() -> assertPageShows(sample.metrics()));
    logged(LogType.BROWSER);
    logged(LogType.PERFORMANCE);
  }

  @Test
  void everyButtonMovesWhatItSaysAndThePageShowsIt() throws Exception {
    press("spawn", spawned() + " audit_entries_dropped_total=1");
    press("request-2xx", answered("2xx"));
    press("request-3xx", answered("3xx"));
    press("request-4xx", answered("4xx"));
    press("request-5xx", answered("5xx"));
    press("no-app", "proxy_requests_total{app='unknown',status='4xx'}=1");
    press("request-1xx", "proxy_requests_total{app='hello',status='1xx'}=1");
    press(
        "open",
        "proxy_requests_total{app='hello',status='1xx'}=1 sessions_active=1"
            + " workers{state='busy'}=1 workers{state='idle'}=-1");
    press("close", "sessions_active=-1 workers{state='busy'}=-1 workers{state='idle'}=1");
    press(
        "crash",
        answered("5xx")
            + stopped("crashed")
            + " health_checks_failed_total{app='hello'}=1 audit_entries_dropped_total=1");

    press("spawn", spawned() + " audit_entries_dropped_total=1");
    press(
        "good-bundle",
        "bundles_uploaded_total=1 bundle_restores_succeeded_total=1 build_seconds_count=1"
            + stopped("graceful")
            + " audit_entries_dropped_total=2");
    press(
        "bad-bundle",
        "bundles_uploaded_total=1 bundle_restores_failed_total=1 audit_entries_dropped_total=1");
    press("request-2xx", answered("2xx") + " " + spawned());
    press("idle-out", stopped("idle_timeout") + " audit_entries_dropped_total=1");

    assertThat(strings("[...document.querySelectorAll('button')].map((b) => b.id)"))
        .containsExactlyInAnyOrderElementsOf(pressed);
    assertThat(errors()).isEmpty();
    assertThat(logged(LogType.BROWSER).stream().map(PageTest::failedRequest))
        .containsExactly(
            "/app/hello/status/418 418",
            "/app/hello/status/503 503",
            "/app/nosuch/ 404",
            "/app/hello/crash 502",
            "/api/apps/hello/bundle 422");
    assertThat(requested())
        .contains(sample.page() + "metrics", "ws" + sample.page("app/hello/ws").substring(4))
        .allMatch(url -> url.replaceFirst("^ws", "http").startsWith(sample.page().toString()));
  }

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

  @Test
  void chosenAppIsTheOneThatIsAsked() throws Exception {
    browser.findElement(By.id("app")).sendKeys("shop");
    press(
        "request-2xx",
        "proxy_requests_total{app='shop',status='2xx'}=1 proxy_request_seconds_count=1 "
            + spawned());
    press("idle-out", stopped("idle_timeout") + " audit_entries_dropped_total=1");
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

  private static String spawned() {
    return "workers_spawned_total=1 cold_start_seconds_count=1 workers_active=1"
        + " workers{state='idle'}=1";
  }

  private static String stopped(String reason) {
    return " workers_active=-1 workers{state='idle'}=-1 workers_stopped_total{reason='"
        + reason
        + "'}=1";
  }

  private static String answered(String status) {
    return "proxy_request_seconds_count=1 proxy_requests_total{app='hello',status='"
        + status
        + "'}=1";
  }

  /** Clicks and waits until the metrics have moved as expected, and the page with them. */
  private void press(String button, String expected) throws Exception {
    Exposition before = sample.metrics();
    Set<String> highlighted = new TreeSet<>();
    browser.findElement(By.id(button)).click();
    pressed.add(button);
    Await.until(
        () -> {
          highlighted.addAll(
              strings("[...document.querySelectorAll('.moved')].map((m) => m.dataset.series)"));
          assertThat(moves(before))
              .as(button)
              .containsExactlyInAnyOrder(expected.strip().replace('\'', '"').split(" "));
          assertThat(highlighted).containsAll(sample.metrics().since(before).keySet());
          assertPageShows(sample.metrics());
        });
  }

  private static Collection<String> moves(Exposition before)
      throws IOException, InterruptedException {
    return sample.metrics().since(before).entrySet().stream()
        .map(move -> move.getKey().replace("blockyard_", "") + "=" + move.getValue().intValue())
        .toList();
  }

  private static void assertPageShows(Exposition metrics) {
    String shown =
        String.join(
            "\n",
            strings(
                """
                [...document.querySelectorAll("[data-series]")]
                  .map((figure) => `${figure.dataset.series} ${figure.textContent}`)"""));
    assertThat(withoutZeros(Exposition.parse(shown).samples())).isEqualTo(figures(metrics));
    assertThat(strings("[...document.querySelectorAll('.mean')].map((mean) => mean.textContent)"))
        .isEqualTo(means(metrics));
    assertThat(problem()).isEmpty();
  }

  /** What the page shall show: all values, of a histogram how many are in each bucket alone. */
  private static Map<String, Double> figures(Exposition metrics) {
    Map<String, Double> figures =
        metrics.samples(
            key -> key.startsWith("blockyard_") && !key.matches("(?s)\\w+_(sum|max)(\\{.*)?"));
    for (String histogram : HISTOGRAMS) {
      double before = 0;
      for (Map.Entry<String, Double> bucket :
          metrics.find(histogram + "_bucket").entrySet().stream()
              .sorted(Map.Entry.comparingByValue())
              .toList()) {
        figures.put(bucket.getKey(), bucket.getValue() - before);
        before = bucket.getValue();
      }
    }
    return withoutZeros(figures);
  }

  private static Map<String, Double> withoutZeros(Map<String, Double> figures) {
    Map<String, Double> others = new TreeMap<>(figures);
    others.values().removeIf(value -> value == 0);
    return others;
  }

  private static List<String> means(Exposition metrics) {
    return HISTOGRAMS.stream()
        .map(
            histogram -> {
              double count = metrics.value(histogram + "_count");
              double mean = metrics.value(histogram + "_sum") / count;
              return count == 0
                  ? "–"
                  : new BigDecimal(mean).setScale(3, RoundingMode.HALF_UP).toString();
            })
        .toList();
  }

  private static String problem() {
    return strings("[document.getElementById('problem').textContent]").get(0);
  }

  private static List<String> errors() {
    return strings("[...document.querySelectorAll('#log .error')].map((e) => e.textContent)");
  }

  private static List<String> strings(String script) {
    List<?> result = (List<?>) browser.executeScript("return " + script);
    return Objects.requireNonNull(result).stream().map(String::valueOf).toList();
  }

  /** What the browser has logged since it was asked last. */
  private static List<String> logged(String log) {
    return browser.manage().logs().get(log).getAll().stream().map(LogEntry::getMessage).toList();
  }

  private static String failedRequest(String message) {
    Matcher failed = FAILED_REQUEST.matcher(message);
    return failed.matches() ? failed.group(1) + " " + failed.group(2) : message;
  }

  private static List<String> requested() {
    return logged(LogType.PERFORMANCE).stream()
        .map(REQUESTED::matcher)
        .filter(Matcher::find)
        .map(request -> request.group(1))
        .toList();
  }
}
