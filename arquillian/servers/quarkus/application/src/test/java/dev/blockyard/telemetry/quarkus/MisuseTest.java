package dev.blockyard.telemetry.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.ReconciledWorkers;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.context.ApplicationScoped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Annotations that would record nothing fail the build of an application. */
class MisuseTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(jar -> jar.addClasses(Mistaken.class))
          .assertException(
              thrown ->
                  assertThat(thrown)
                      .hasStackTraceContaining("BYT0021: wrong annotations in this deployment: 1")
                      .hasStackTraceContaining("Mistaken.reconcile"));

  @ApplicationScoped
  static class Mistaken {
    @ReconciledWorkers
    String reconcile() {
      return "";
    }
  }

  @Test
  void applicationIsNotBuilt() {
    throw new AssertionError("it was built and started");
  }
}
