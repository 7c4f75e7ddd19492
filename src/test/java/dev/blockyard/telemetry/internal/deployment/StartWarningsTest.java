package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestConfig;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is warned about when a deployment starts. */
class StartWarningsTest {
  private static final String PREFIX = "blockyard.telemetry.";

  private final TestDeployment deployment = new TestDeployment();
  private final Log logged = Log.open();
  private final Properties before = (Properties) System.getProperties().clone();

  @AfterEach
  void nothingIsLeft() {
    System.setProperties(before);
    logged.close();
    deployment.close();
  }

  @Test
  void aKeyThatNobodyReadsIsSaidOnceAtStart() {
    started(TestConfig.source("own", 500, PREFIX + "app.max", "7"));

    assertThat(logged.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0018: " + PREFIX + "app.max ")
        .endsWith("write " + PREFIX + "apps.max instead");
  }

  @Test
  void bucketsThatAnotherSourceTakesAwayAreSaidAtStart() {
    started(
        TestConfig.source(
            "pinned", Integer.MAX_VALUE, "mp.metrics.distribution.timer.buckets", "checkout=1s"));

    assertThat(logged.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0019: mp.metrics.distribution.timer.buckets ")
        .contains("PropertiesConfigSource[source=pinned]")
        .contains(
            "append them: blockyard_cold_start_seconds=500ms,1000ms,",
            ";blockyard_build_seconds=5000ms,");
  }

  @Test
  void bucketsOfTheApplicationsOwnAreNoMatter() {
    started(
        TestConfig.source("own", 500, "mp.metrics.distribution.timer.buckets", ".*=1s,2s"),
        TestConfig.source("own", 500, "mp.metrics.distribution.percentiles", ".*=0.5"));

    assertThat(logged.messages()).isEmpty();
  }

  @Test
  void bucketsAreNoMatterWhereMicroProfileMetricsIsNotUsed() {
    System.setProperty(PREFIX + "metrics.backend", "none");
    started(
        TestConfig.source(
            "pinned", Integer.MAX_VALUE, "mp.metrics.distribution.timer.buckets", "checkout=1s"));

    assertThat(logged.messages()).isEmpty();
  }

  private void started(ConfigSource... sources) {
    TestConfig.with(sources)
        .run(
            () -> {
              try (WeldContainer container = deployment.weld().initialize()) {
                assertThat(container.isRunning()).isTrue();
              }
            });
  }
}
