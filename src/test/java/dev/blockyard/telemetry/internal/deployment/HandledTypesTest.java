package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.interception.BindingType;
import jakarta.servlet.annotation.HandlesTypes;
import org.junit.jupiter.api.Test;

/** The one list of bindings that has to be literal has every binding of the table. */
class HandledTypesTest {

  @Test
  void theServletContainerLooksForEveryBinding() {
    assertThat(TelemetryInitializer.class.getAnnotation(HandlesTypes.class).value())
        .containsExactlyInAnyOrderElementsOf(
            BindingType.ALL.stream().<Class<?>>map(BindingType::annotation).toList());
  }
}
