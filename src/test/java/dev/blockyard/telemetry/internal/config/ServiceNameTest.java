package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.TestConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name of the service, for what has no deployment to take it from. */
class ServiceNameTest {
  @ParameterizedTest
  @CsvSource({"shop, shop", "' ', blockyard"})
  void nameIsThatOfTheUserUnlessItIsBlank(String set, String name) {
    TestConfig config = TestConfig.only(TestConfig.source("user", 500, "otel.service.name", set));

    assertThat(config.get(ServiceName::get)).isEqualTo(name);
  }

  @Test
  void nameIsBlockyardWithoutOneOfTheUser() {
    assertThat(TestConfig.only().get(ServiceName::get)).isEqualTo("blockyard");
  }
}
