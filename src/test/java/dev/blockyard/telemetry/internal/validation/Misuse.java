package dev.blockyard.telemetry.internal.validation;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.util.Throwables.getRootCause;

import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.testing.Log;
import java.util.List;

/** Deployments that may be refused for the annotations of their beans. */
final class Misuse {
  private Misuse() {}

  /**
   * Returns what the deployment of these classes is refused for, line by line; nothing if it is
   * not. Weld may refuse it first, in its own words; then ours are in the log alone. A class that
   * could not be checked fails the test.
   */
  static List<String> problems(Class<?>... classes) {
    try (TestDeployment deployment = new TestDeployment();
        Log log = Log.open()) {
      Throwable failure = catchThrowable(() -> deployment.weld(classes).initialize().close());
      assertThat(log.messages("BYT0050")).isEmpty();
      List<String> reports = log.messages("BYT0021");
      if (failure == null) {
        assertThat(reports).isEmpty();
        return List.of();
      }
      assertThat(reports).as("%s", failure).hasSize(1);
      Throwable cause = requireNonNullElse(getRootCause(failure), failure);
      if (cause instanceof TelemetryException) {
        assertThat(cause).hasMessage(reports.get(0));
      } else {
        assertThat(failure).hasMessageStartingWith("WELD-");
      }
      List<String> lines = reports.get(0).lines().map(String::strip).toList();
      assertThat(lines.get(0))
          .isEqualTo("BYT0021: wrong annotations in this deployment: " + (lines.size() - 1));
      return lines.subList(1, lines.size());
    }
  }
}
