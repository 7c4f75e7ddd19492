package dev.blockyard.telemetry.internal.validation;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.util.Throwables.getRootCause;

import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.processor.MisuseProcessor;
import dev.blockyard.telemetry.testing.Log;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Deployments that may be refused for the annotations of their beans. */
final class Misuse {
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** Opened once, because a class path is slow to open. */
  private static final StandardJavaFileManager CLASS_PATH =
      JAVAC.getStandardFileManager(null, null, null);

  private Misuse() {}

  /**
   * Returns what the deployment of these classes is refused for, line by line; nothing if it is
   * not. The compiler has to find the same, except where it takes a container to know the beans.
   */
  static List<String> problems(Class<?>... classes) {
    List<String> problems = inDeployment(classes);
    assertThat(inCompiler(classes))
        .as("what the compiler reports")
        .containsExactlyElementsOf(
            problems.stream().filter(problem -> !problem.startsWith("BYT0055")).toList());
    return problems;
  }

  /** Reads the compiled classes, as the compiler does when it is given names instead of files. */
  private static List<String> inCompiler(Class<?>... classes) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaCompiler.CompilationTask task =
        JAVAC.getTask(
            null,
            CLASS_PATH,
            diagnostics,
            List.of("-proc:only", "-classpath", System.getProperty("java.class.path")),
            Stream.of(classes).map(Class::getName).toList(),
            null);
    task.setProcessors(List.of(new MisuseProcessor()));
    task.call();
    return diagnostics.getDiagnostics().stream()
        .peek(one -> assertThat(one.getKind()).as("%s", one).isEqualTo(Diagnostic.Kind.ERROR))
        .map(one -> one.getMessage(Locale.ROOT))
        .sorted()
        .toList();
  }

  /**
   * Returns what the deployment is refused for. Weld may refuse it first, in its own words; then
   * ours are in the log alone. A class that could not be checked fails the test.
   */
  static List<String> inDeployment(Class<?>... classes) {
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
