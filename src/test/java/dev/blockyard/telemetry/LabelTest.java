package dev.blockyard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTest {

  @ParameterizedTest
  @CsvSource({
    "100, 1xx", "101, 1xx", "199, 1xx", "200, 2xx", "299, 2xx", "300, 3xx", "399, 3xx",
    "400, 4xx", "499, 4xx", "500, 5xx", "599, 5xx", "0, 1xx", "-1, 1xx", "1000, 5xx"
  })
  void everyStatusCodeHasItsClass(int code, String label) {
    assertThat(StatusClass.of(code).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0, draining",
    "true, 3, draining",
    "false, 1, busy",
    "false, 0, idle",
    "false, -1, idle"
  })
  void drainingWinsOverBusyAndBusyOverIdle(boolean draining, long sessions, String label) {
    assertThat(WorkerState.of(draining, sessions).label()).isEqualTo(label);
  }

  @Test
  void labelsAreThoseOfTheWireFormat() {
    assertThat(Arrays.stream(StopReason.values()).map(StopReason::label))
        .containsExactly("graceful", "crashed", "idle_timeout");
    assertThat(Arrays.stream(WorkerState.values()).map(WorkerState::label))
        .containsExactly("busy", "idle", "draining");
    assertThat(Arrays.stream(StatusClass.values()).map(StatusClass::label))
        .containsExactly("1xx", "2xx", "3xx", "4xx", "5xx");
    assertThat(AppLabel.UNKNOWN).isEqualTo("unknown");
    assertThat(AppLabel.OTHER).isEqualTo("_other");
  }
}
