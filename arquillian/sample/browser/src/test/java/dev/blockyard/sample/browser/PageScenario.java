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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page in Chromium, and the sample behind it. */
abstract class PageScenario {
  /** In the order of the page. */
  private static final List<String> HISTOGRAMS =
      List.of(
          "blockyard_cold_start_seconds",
          "blockyard_proxy_request_seconds",
          "blockyard_build_seconds");

  /** What the page does not show as a figure: a time of day, and a version. */
  private static final Pattern SHOWN_OTHERWISE =
      Pattern.compile(
          "(?s)blockyard_(workers_reconciled_timestamp_seconds|telemetry_info)(\\{.*)?");

  static ChromeDriver browser;
  static SampleProcess sample;

  final Set<String> pressed = new TreeSet<>();

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
            "sample.audit.capacity=1",
            "sample.workers.max-per-app=2");
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

  /**
   * Presses a button and waits until the metrics have moved as expected, and the page with them.
   *
   * <p>By the keyboard: the page grows while it is watched, and a click would miss a button that
   * has just moved.
   */
  final void press(String button, String expected) throws Exception {
    Exposition before = sample.metrics();
    Set<String> highlighted = new TreeSet<>();
    browser.findElement(By.id(button)).sendKeys(Keys.ENTER);
    pressed.add(button);
    Await.until(
        () -> {
          highlighted.addAll(
              strings("[...document.querySelectorAll('.moved')].map((m) => m.dataset.series)"));
          assertThat(moves(before))
              .as(button)
              .containsExactlyInAnyOrder(expected.strip().replace('\'', '"').split(" "));
          assertThat(highlighted)
              .containsAll(
                  moves(before).stream()
                      .map(move -> "blockyard_" + move.replaceFirst("=[^=]*$", ""))
                      .toList());
          assertPageShows(sample.metrics());
        });
  }

  static String spawned() {
    return "workers_spawned_total=1 cold_start_seconds_count=1 workers_active=1"
        + " workers{state='idle'}=1";
  }

  static String stopped(String reason) {
    return " workers_active=-1 workers{state='idle'}=-1 workers_stopped_total{reason='"
        + reason
        + "'}=1";
  }

  static String answered(String status) {
    return "proxy_request_seconds_count=1 proxy_requests_total{app='hello',status='"
        + status
        + "'}=1";
  }

  static Collection<String> moves(Exposition before) throws IOException, InterruptedException {
    return sample.metrics().since(before).entrySet().stream()
        .filter(move -> !SHOWN_OTHERWISE.matcher(move.getKey()).matches())
        .filter(move -> !move.getKey().startsWith("blockyard_cold_start_phase_"))
        .map(move -> move.getKey().replace("blockyard_", "") + "=" + move.getValue().intValue())
        .toList();
  }

  static void assertPageShows(Exposition metrics) {
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
            key ->
                key.startsWith("blockyard_")
                    && !key.matches("(?s)\\w+_(sum|max)(\\{.*)?")
                    && !key.matches("(?s)\\w+_bucket\\{.*(app|phase)=.*")
                    && !SHOWN_OTHERWISE.matcher(key).matches());
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

  static String problem() {
    return strings("[document.getElementById('problem').textContent]").get(0);
  }

  static List<String> errors() {
    return strings("[...document.querySelectorAll('#log .error')].map((e) => e.textContent)");
  }

  static List<String> strings(String script) {
    List<?> result = (List<?>) browser.executeScript("return " + script);
    return Objects.requireNonNull(result).stream().map(String::valueOf).toList();
  }

  /** What the browser has logged since it was asked last. */
  static List<String> logged(String log) {
    return browser.manage().logs().get(log).getAll().stream().map(LogEntry::getMessage).toList();
  }
}
