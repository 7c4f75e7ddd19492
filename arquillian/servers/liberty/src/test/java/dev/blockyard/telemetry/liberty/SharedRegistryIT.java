package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two applications that nobody has named: the server keeps the series of both in one registry. */
@ExtendWith(ArquillianExtension.class)
class SharedRegistryIT {
  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final String REQUESTS =
      "blockyard_proxy_requests_total{app=\"runtime-exception\",status=\"5xx\"}";

  private final Client first = new Client(FIRST);
  private final Client second = new Client(SECOND);

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = FIRST, managed = false, testable = false)
  static WebArchive first() {
    return Wars.probe(FIRST);
  }

  @Deployment(name = SECOND, managed = false, testable = false)
  static WebArchive second() {
    return Wars.probe(SECOND);
  }

  private static void let(Client happen, String event) throws IOException, InterruptedException {
    assertThat(happen.send("POST", "events/" + event).statusCode()).isEqualTo(200);
  }

  private static void fail(Client application) throws IOException, InterruptedException {
    assertThat(application.get("app/end/runtime-exception").statusCode()).isEqualTo(500);
  }

  private void whileDeployed(String application, Await.Check check)
      throws IOException, InterruptedException {
    deployer.deploy(application);
    try {
      check.run();
    } finally {
      deployer.undeploy(application);
    }
  }

  @Test
  void theEndOfOneNeitherSilencesNorCorruptsTheOther() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    try {
      whileDeployed(
          FIRST,
          () -> {
            assertThat(log.problems()).isEmpty();
            deployer.deploy(SECOND);
            assertThat(log.problems()).singleElement().asString().contains("BYT0011: ");
            countersAreSumsAndTheGaugesAreThoseOfTheFirst();
          });
      theSecondGoesOnAndItsGaugesAreShown();

      whileDeployed(FIRST, this::theGaugesStayThoseOfTheSecond);
      theSecondGoesOnAgain();
    } finally {
      deployer.undeploy(SECOND);
    }
    second.awaitNoSeries();
  }

  private void countersAreSumsAndTheGaugesAreThoseOfTheFirst()
      throws IOException, InterruptedException {
    let(first, "spawn");
    let(second, "spawn");
    let(second, "spawn");
    let(second, "reconcile");
    fail(first);
    fail(second);
    first.awaitMetrics(
        now ->
            assertThat(now.samples())
                .containsAllEntriesOf(
                    Map.of(
                        "blockyard_workers_spawned_total",
                        3.0,
                        REQUESTS,
                        2.0,
                        "blockyard_workers_active",
                        1.0,
                        "blockyard_workers{state=\"busy\"}",
                        0.0)));
  }

  private void theSecondGoesOnAndItsGaugesAreShown() throws IOException, InterruptedException {
    second.awaitMetrics(
        now -> {
          MetricSet.assertThatClosedSeriesAreThere(now);
          assertThat(now.samples()).containsKey(REQUESTS);
          assertThat(now.value("blockyard_workers_active")).isEqualTo(2);
          assertThat(now.value("blockyard_workers{state=\"busy\"}")).isPositive();
        });

    double before = second.metrics().value(REQUESTS);
    fail(second);
    fail(second);
    let(second, "spawn");
    second.awaitMetrics(
        now ->
            assertThat(now.samples())
                .containsAllEntriesOf(
                    Map.of(
                        REQUESTS,
                        before + 2,
                        "blockyard_workers_spawned_total",
                        1.0,
                        "blockyard_workers_active",
                        3.0)));
  }

  private void theGaugesStayThoseOfTheSecond() throws IOException, InterruptedException {
    let(first, "spawn");
    first.awaitMetrics(
        now ->
            assertThat(now.samples())
                .containsAllEntriesOf(
                    Map.of(
                        "blockyard_workers_spawned_total", 2.0, "blockyard_workers_active", 3.0)));
  }

  private void theSecondGoesOnAgain() throws IOException, InterruptedException {
    second.awaitMetrics(
        now -> {
          MetricSet.assertThatClosedSeriesAreThere(now);
          assertThat(now.value("blockyard_workers_spawned_total")).isZero();
        });
    let(second, "spawn");
    second.awaitMetrics(
        now -> {
          assertThat(now.value("blockyard_workers_spawned_total")).isEqualTo(1);
          assertThat(now.value("blockyard_workers_active")).isEqualTo(4);
        });
  }
}
