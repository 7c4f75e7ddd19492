package dev.blockyard.telemetry.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.messages.Warnings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppSeriesTest {
  private final List<String> calls = new ArrayList<>();

  /** Writes down what is registered and removed. */
  private final Instruments instruments =
      new CountingInstruments() {
        @Override
        void adding(String series) {
          calls.add("+" + series);
        }

        @Override
        void removing(String series) {
          calls.add("-" + series);
        }
      };

  private final Series all = new Series(instruments, new Warnings());
  private final AppSeries series = new AppSeries("shop", all);

  @Test
  void aCounterIsRegisteredWhenItIsFirstNeededAndHeld() {
    Instruments.EventCounter first = series.counter(1);

    assertThat(series.counter(1)).isSameAs(first).isNotNull();
    assertThat(calls).containsExactly("+PROXY_REQUESTS[shop, 2xx]");
  }

  @Test
  void onlyWhatWasRegisteredIsRemoved() {
    series.counter(4);
    series.counter(AppSeries.HEALTH_CHECKS);
    calls.clear();

    series.forget();

    assertThat(calls).containsExactly("-PROXY_REQUESTS[shop, 5xx]", "-HEALTH_CHECKS_FAILED[shop]");
  }

  /** A thread may hold the series of an app that another thread forgets. */
  @Test
  void anAppThatWasForgottenHasNoCounterAndGetsNone() {
    series.counter(1);
    series.forget();
    calls.clear();

    assertThat(series.counter(1)).isNull();
    assertThat(series.counter(2)).isNull();
    assertThat(calls).isEmpty();
  }

  @Test
  void nothingIsRegisteredAfterTheEndOfTheDeployment() {
    Instruments.EventCounter removed = series.counter(1);
    all.close();
    series.remove();
    calls.clear();

    assertThat(series.counter(1)).isNotNull().isNotSameAs(removed);
    assertThat(calls).isEmpty();
  }
}
