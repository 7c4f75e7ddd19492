package dev.blockyard.telemetry.internal.deployment;

import static dev.blockyard.telemetry.internal.deployment.WebDeployment.app;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.appWithOwnMetricsPage;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.cdi;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.get;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each cause on the page has the symptoms that the page describes. */
class NothingAtMetricsPageTest {
  private static final Pattern CODE = Pattern.compile("BYT\\d{4}");

  private final Page page = Page.of("nothing-at-metrics.md");
  private final WebDeployment deployment = new WebDeployment();
  private final Log log = Log.open();

  @AfterEach
  void nothingIsLeft() {
    log.close();
    deployment.close();
  }

  private Map<String, String> cause(String heading) {
    return page.table("Nothing appears at /metrics").stream()
        .filter(row -> row.getOrDefault("cause", "").startsWith("[" + heading + "]"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyCauseHasASectionThatNamesAMessage() {
    assertThat(page.table("Nothing appears at /metrics"))
        .hasSize(5)
        .extracting(row -> row.getOrDefault("cause", "").replaceAll("^\\[|].*", ""))
        .isEqualTo(page.headings().subList(1, page.headings().size()))
        .allSatisfy(
            heading ->
                assertThat(page.section(heading))
                    .contains("**Symptom.**", "**Check.**", "**Remedy.**")
                    .containsPattern(CODE));
  }

  /** On all pages, for that matter. */
  @Test
  void everyCodeIsThatOfAMessage() {
    List<String> codes = Stream.of(Message.values()).map(Message::name).toList();
    assertThat(Page.all())
        .allSatisfy(
            each ->
                assertThat(CODE.matcher(each.text()).results().map(found -> found.group()))
                    .as(each.toString())
                    .isSubsetOf(codes));
  }

  @Test
  void theLineOfTheLogIsThatOfADeploymentWithoutConfiguration() throws Exception {
    try (WeldContainer cdi = TestDeployment.withoutRegistry().initialize();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(200);
    }
    assertThat(page.snippets("text"))
        .singleElement()
        .extracting(snippet -> snippet.text().strip())
        .isEqualTo(log.announced().get(log.announced().size() - 1));
  }

  @Test
  void theReaderMayNotRead() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(200);
      Client.Answer proxied = Client.raw("/metrics", "X-Real-IP: 203.0.113.9").send(server.port());
      proxied.rest().close();
      assertThat(statuses("The reader may not read").get(0)).isEqualTo("" + proxied.status());
    }
    deployment.configure("metrics.access", "token");
    deployment.configure("metrics.token", "s3cret-Token");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      int status = get(server, "/metrics").statusCode();
      assertThat(statuses("The reader may not read").get(1)).isEqualTo("" + status);
    }
  }

  private List<String> statuses(String heading) {
    return Page.code(cause(heading), "status");
  }

  @Test
  void theMetricsAreElsewhere() throws Exception {
    deployment.configure("metrics.path", "none");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      hasStatus("The metrics are elsewhere", server);
    }
    assertThat(Page.code(cause("The metrics are elsewhere"), "the log has"))
        .hasSize(2)
        .allSatisfy(part -> assertThat(log.announced()).last().asString().contains(part));
    assertThat(log.messages()).isEmpty();
  }

  private void hasStatus(String heading, Running server) throws Exception {
    assertThat(statuses(heading)).containsExactly("" + get(server, "/metrics").statusCode());
  }

  @Test
  void theEndpointCouldNotBeRegistered() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(appWithOwnMetricsPage())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/metrics").body()).isEqualTo("mine");
    }
    try (Running server =
        Container.JETTY.start(StartLineTest.withCdi(new WebApp()))) { // no initializer
      hasStatus("The endpoint could not be registered", server);
    }
    assertThat(log.messages().stream().map(message -> message.substring(0, 7)))
        .isEqualTo(Page.code(cause("The endpoint could not be registered"), "the log has"));
  }

  @Test
  void theModuleDoesNotRun() throws Exception {
    try (Running server = Container.JETTY.start(app())) { // without CDI
      hasStatus("The module does not run", server);
    }
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0010");
    deployment.configure("enabled", "false");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      hasStatus("The module does not run", server);
    }
    assertThat(log.messages()).hasSize(1);
    assertThat(log.announced()).isEmpty();
  }

  @Test
  void nothingHasBeenCounted() throws Exception {
    deployment.configure("proxy.url-patterns", "/apps/*");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      get(server, "/app/anything");
      hasStatus("Nothing has been counted", server);
      assertThat(requests(server)).isEmpty();
    }
    assertThat(log.announced()).last().asString().contains("counted requests /apps/*");
  }
}
