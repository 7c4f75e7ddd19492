package dev.blockyard.sample.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** Web pages and apps in Chromium that try to become an operator of the platform. */
class AttackTest {
  /** What an attacker's script does: it calls the control API, and tells how it went. */
  private static final String SCRIPT =
      """
      <script>
        const tried = [];
        const api = "%1$sapi/apps/hello/workers";
        const to = (mode) => fetch(api, { method: "POST", mode }).then(
          (answer) => tried.push(mode + " " + answer.type + " " + answer.status),
          () => tried.push(mode + " refused"));
        const socket = (url) => new Promise((done) => {
          const opened = new WebSocket(url);
          opened.onopen = () => { tried.push("socket open"); done(); };
          opened.onerror = () => { tried.push("socket refused"); done(); };
        });
        to("cors").then(() => to("no-cors")).then(() => socket("%2$s")).then(() => {
          document.title = "origin " + self.origin + "; " + tried.join("; ");
        });
      </script>
      """;

  private static ChromeDriver browser;
  private static SampleProcess sample;
  private static HttpServer attacker;
  private static String page = "";

  @BeforeAll
  static void startBrowserSampleAndAttacker(@TempDir Path folder) throws Exception {
    browser =
        Chromium.start(
            folder.resolve("profile"), "--host-resolver-rules=MAP rebound.example 127.0.0.1");
    sample = SampleProcess.start(folder.resolve("sample.log"));
    attacker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    attacker.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
          byte[] body = page.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    attacker.start();
  }

  @AfterAll
  static void endWhateverWasStarted() throws Exception {
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    try {
      if (attacker != null) {
        attacker.stop(0);
      }
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

  /** A form posts text that is a script, and the app reflects it. */
  @Test
  void scriptThatAnAppReflectsDoesNotRun() throws Exception {
    double spawned = spawned();
    visit(
        """
        <form method="post" enctype="text/plain" action="%sapp/hello/echo">
          <input name="<script>document.title='run'</script" value=">">
        </form>
        <script>document.forms[0].submit();</script>
        """
            .formatted(sample.page()));
    Await.until(() -> assertThat(browser.getCurrentUrl()).endsWith("/app/hello/echo"));
    assertThat(browser.findElement(By.tagName("body")).getText()).contains("<script>");

    assertThat(browser.executeScript("return document.contentType")).isEqualTo("text/plain");
    assertThat(browser.getTitle()).isNotEqualTo("run");
    // The answer needed a worker, and there is no other.
    assertThat(spawned()).isBetween(spawned, spawned + 1);
  }

  @Test
  void appUnderThePlatformsNameHasNoOriginAndNoPower() throws Exception {
    deploy("foreign", SCRIPT.formatted(sample.page(), socket(sample.page() + "app/hello/ws")));
    double spawned = warm("foreign");

    browser.get(sample.page("app/foreign/"));

    awaitTitle("origin null; cors refused; no-cors refused; socket refused");
    assertThat(spawned()).isEqualTo(spawned);
  }

  @Test
  void appOnItsOwnOriginReachesItselfAndNoOther() throws Exception {
    String own = sample.page("app/own/").replace("127.0.0.1", "own.localhost");
    deploy("own", SCRIPT.formatted(sample.page(), socket(own + "ws")));
    double spawned = warm("own");
    String origin = own.substring(0, own.indexOf("/app"));

    browser.get(own);

    awaitTitle("origin " + origin + "; cors refused; no-cors refused; socket open");
    assertThat(spawned()).isEqualTo(spawned);
  }

  @Test
  void appOnItsOwnOriginReachesNoOtherAppsSocket() throws Exception {
    deploy("nosy", SCRIPT.formatted(sample.page(), socket(sample.page() + "app/hello/ws")));
    double spawned = warm("nosy");

    browser.get(sample.page("app/nosy/").replace("127.0.0.1", "nosy.localhost"));

    Await.until(() -> assertThat(browser.getTitle()).endsWith("; socket refused"));
    assertThat(spawned()).isEqualTo(spawned);
  }

  @Test
  void pageOfAnotherSiteHasNoPower() throws Exception {
    double spawned = spawned();

    visit(SCRIPT.formatted(sample.page(), socket(sample.page() + "app/hello/ws")));

    Await.until(
        () ->
            assertThat(browser.getTitle())
                .endsWith("; cors refused; no-cors refused; socket refused"));
    assertThat(spawned()).isEqualTo(spawned);
  }

  /** The name of the attacker's page resolves to this machine, so the API is of its own origin. */
  @Test
  void nameThatWasPointedAtThisMachineIsNotServed() throws Exception {
    browser.get(sample.page().toString().replace("127.0.0.1", "rebound.example"));

    assertThat(browser.findElement(By.tagName("body")).getText()).contains("host name");
    assertThat(
            browser.executeAsyncScript(
                """
                const done = arguments[0];
                fetch("/api/apps/hello/workers", { method: "POST" }).then((a) => done(a.status));"""))
        .isEqualTo(421L);
  }

  @Test
  void pageIsNotFramed() throws Exception {
    visit(
        """
        <iframe src="%s"></iframe>
        <script>
          addEventListener("load", () => {
            document.title = "loaded";
          });
        </script>
        """
            .formatted(sample.page()));
    Await.until(() -> assertThat(browser.getTitle()).isEqualTo("loaded"));

    browser.switchTo().frame(0);
    assertThat(browser.findElements(By.id("spawn"))).isEmpty();
    browser.switchTo().defaultContent();
  }

  private static void visit(String html) {
    page = html;
    browser.get("http://localhost:" + attacker.getAddress().getPort() + "/");
  }

  /** Deploys an app that answers with a page of its own. */
  private static void deploy(String app, String html) throws IOException, InterruptedException {
    sample.deploy(
        app, "header.Content-Type=text/html\ngreeting=" + html.strip().replace("\n", "\\\n"));
  }

  /** Starts the app, so that from now on nobody but an attacker starts a worker. */
  private static double warm(String app) throws IOException, InterruptedException {
    assertThat(sample.get("app/" + app + "/")).isEqualTo(200);
    assertThat(sample.get("app/hello/")).isEqualTo(200);
    return spawned();
  }

  private static double spawned() throws IOException, InterruptedException {
    return sample.metrics().sum("blockyard_workers_spawned_total");
  }

  private static String socket(String url) {
    return url.replaceFirst("^http", "ws");
  }

  private static void awaitTitle(String title) throws IOException, InterruptedException {
    Await.until(() -> assertThat(Objects.requireNonNull(browser.getTitle())).isEqualTo(title));
  }
}
