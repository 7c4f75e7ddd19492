package dev.blockyard.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogType;

/** Each button moves the metrics as it says, and the page shows it. */
class ButtonsTest extends PageScenario {

  private static final Pattern FAILED_REQUEST =
      Pattern.compile("http://[^/]+(/\\S*) - .* responded with a status of (\\d+) .*");

  /** Of what the browser's network log says: where a request went, or a WebSocket. */
  private static final Pattern REQUESTED =
      Pattern.compile(
          "\"Network\\.(?:requestWillBeSent|webSocketCreated)\".*\"url\":\"((?:http|ws)[^\"]*)\"");

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
        .containsAll(pressed)
        .hasSize(pressed.size() + StartsTest.BUTTONS.size())
        .containsAll(StartsTest.BUTTONS);
    assertThat(errors()).isEmpty();
    assertThat(logged(LogType.BROWSER).stream().map(ButtonsTest::failedRequest))
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
  void chosenAppIsTheOneThatIsAsked() throws Exception {
    browser.findElement(By.id("app")).sendKeys("shop");
    press(
        "request-2xx",
        "proxy_requests_total{app='shop',status='2xx'}=1 proxy_request_seconds_count=1 "
            + spawned());
    press("idle-out", stopped("idle_timeout") + " audit_entries_dropped_total=1");
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
