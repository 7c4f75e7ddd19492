package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.TestConfig;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardinalityConfigSourceTest {
  private static ConfigSource user(String key, String value) {
    return TestConfig.source("the user's", 100, key, value);
  }

  private static void assertThatLimitIs(String limit, ConfigSource... sources) {
    TestConfig.with(sources)
        .run(
            () ->
                assertThat(
                        ConfigProvider.getConfig()
                            .getValue(CardinalityConfigSource.KEY, String.class))
                    .isEqualTo(limit));
  }

  /** Five status classes for each app and for the two that are none, and one for what is beyond. */
  @ParameterizedTest
  @CsvSource({"1, 2000", "397, 2000", "398, 2001", "1000, 5011", "2147483647, 2147483647"})
  void everySeriesWithinTheBoundOnAppsHasRoom(int maxApps, int limit) {
    assertThat(CardinalityConfigSource.limit(maxApps)).isEqualTo(limit);
  }

  @Test
  void theLimitFollowsTheBound() {
    assertThatLimitIs("5011");
    assertThatLimitIs("10011", user("blockyard.telemetry.apps.max", "2000"));
  }

  @Test
  void newerSdksAskForAnotherName() {
    TestConfig.with(user("blockyard.telemetry.apps.max", "2000"))
        .run(
            () ->
                assertThat(
                        ConfigProvider.getConfig()
                            .getValue("otel.java.metrics.cardinality.limit", String.class))
                    .isEqualTo("10011"));
  }

  @Test
  void whatTheUserSetsWins() {
    assertThatLimitIs("77", user(CardinalityConfigSource.KEY, "77"));
  }

  /** The deployment fails, or the module records nothing; the SDK keeps its own default. */
  @ParameterizedTest
  @CsvSource({"blockyard.telemetry.apps.max, many", "blockyard.telemetry.enabled, false"})
  void withoutABoundThereIsNoLimit(String key, String value) {
    TestConfig.with(user(key, value))
        .run(
            () ->
                assertThat(
                        ConfigProvider.getConfig()
                            .getOptionalValue(CardinalityConfigSource.KEY, String.class))
                    .isEmpty());
  }
}
