package dev.blockyard.telemetry.container;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bindings on every kind of bean that a Jakarta EE server has. */
public abstract class BindingsScenario extends CdiBindingsScenario {
  protected BindingsScenario(String application) {
    super(application);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST session-beans/upload | 200 | bundles_uploaded_total=1
          POST session-beans/refused-upload | 200 |
          POST session-beans/restore | 200 | bundle_restores_succeeded_total=1 build_seconds_count=1
          POST session-beans/failed-restore | 500 | bundle_restores_failed_total=1
          POST session-beans/later-restore | 200 | bundle_restores_failed_total=1
          POST session-beans/timer | 200 | audit_entries_dropped_total=1
          GET  rest/checks/shop      | 200 | health_checks_failed_total{app="shop"}=1
          GET  rest/builds/true      | 200 | bundle_restores_succeeded_total=1 build_seconds_count=1
          GET  rest/builds/false     | 500 | bundle_restores_failed_total=1
          POST transactions/commit   | 200 | bundles_uploaded_total=1 bundle_restores_succeeded_total=1 build_seconds_count=1
          POST transactions/failing-commit | 500 | bundle_restores_failed_total=1
          POST transactions/rollback | 200 | bundles_uploaded_total=1 bundle_restores_succeeded_total=1 build_seconds_count=1
          POST transactions/failing-commit-of-a-session-bean | 500 | bundles_uploaded_total=1
          """)
  void callOfAnotherKindOfBeanMovesItsSeriesOnceAndNoOther(
      String call, int status, @Nullable String moved) throws Exception {
    assertMoves(call, status, moved);
  }
}
