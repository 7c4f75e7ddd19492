package dev.blockyard.telemetry.internal.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler marks, and where. The rules themselves have tests with the deployment. */
class MisuseProcessorTest {

  static Stream<String> mistakes() {
    return Stream.of(
        """
        @ApplicationScoped class Modifiers {
          @CountedWorkerSpawn
          private void spawn() {} // BYT0022

          @CountedWorkerSpawn
          static void launch() {} // BYT0022

          @CountedWorkerSpawn
          final void start() {} // BYT0022
        }
        """,
        """
        @CountedWorkerSpawn
        @Dependent
        final class FinalClass { // BYT0022
          void spawn() {}
        }
        """,
        """
        @ApplicationScoped class Reasons {
          @CountedWorkerStop
          void stop(String worker) {} // BYT0025

          @CountedWorkerStop({StopReason.CRASHED, StopReason.GRACEFUL})
          void stop() {} // BYT0025
        }
        """,
        """
        @ApplicationScoped class Apps {
          @TimedColdStart
          void start(
              @App String name,
              @App String alias) {} // BYT0026

          void record(
              int port,
              @App String app) {} // BYT0026

          @TimedProxyRequest
          void forward(
              String path,
              @App Object app) {} // BYT0052
        }
        """,
        """
        @ApplicationScoped class Results {
          @ReconciledWorkers
          List<String> workers() { // BYT0027
            return List.of();
          }

          @CountedWorkerSpawn
          Future<String> spawn() { // BYT0051
            return new CompletableFuture<>();
          }

          @ReconciledWorkers
          void nothing() {} // BYT0027
        }
        """,
        """
        class Launcher {
          @CountedWorkerSpawn
          void spawn() {}
        }

        @Dependent class Forgetting extends Launcher {
          @Override
          void spawn() {} // BYT0053
        }
        """,
        """
        interface Spawning {
          @CountedWorkerSpawn
          void spawn(); // BYT0024
        }

        @Dependent class Implementing implements Spawning {
          @Override
          public void spawn() {}
        }
        """,
        """
        class Servlet extends jakarta.servlet.http.HttpServlet {
          @TimedProxyRequest
          @Override
          public void init() {} // BYT0023
        }
        """,
        """
        class Outer {
          static class Middle {
            @Dependent static class Inner {
              @CountedBundleUpload
              private void upload() {} // BYT0022
            }
          }
        }
        """);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsMarkedAtItsPlace(String text) {
    MarkedSource source = new MarkedSource(text);
    assertThat(source.marks()).isNotEmpty();
    assertThat(source.reports()).isEqualTo(source.marks());
  }

  @Test
  void theTextIsThatOfTheDeployment() {
    Compilation compilation = new MarkedSource(mistakes().iterator().next()).compile();
    assertThat(compilation.errors())
        .first()
        .extracting(error -> error.getMessage(null))
        .isEqualTo(
            "BYT0022: example.Modifiers.spawn() is private; CDI does not intercept that, so nothing"
                + " is recorded for @CountedWorkerSpawn: drop the modifier, or annotate a method of"
                + " a bean that other beans call");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        @ApplicationScoped class Correct {
          record Worker(boolean draining, long sessions) implements WorkerView {}

          @CountedWorkerSpawn
          @TimedColdStart
          Worker spawn(@App String app) { return new Worker(false, 0); }

          @CountedWorkerStop
          boolean stop(String worker, StopReason reason) { return true; }

          @CountedWorkerStop(StopReason.CRASHED)
          CompletionStage<Boolean> crashed() { return new CompletableFuture<>(); }

          @ReconciledWorkers
          Collection<? extends WorkerView> workers() { return List.of(); }

          @TrackedSession
          Future<?> session() { return new CompletableFuture<>(); }

          private void helper() {}
          static final void utility() {}
        }
        """,
        // A double for tests is no bean, so it loses nothing.
        """
        interface Health {
          @CountedHealthCheckFailure
          void evict(@App String app);
        }

        @Dependent class Evictions implements Health {
          @Override
          @CountedHealthCheckFailure
          public void evict(@App String app) {}

          @CountedWorkerSpawn
          void spawn() {}
        }

        class FakeHealth implements Health {
          @Override
          public void evict(String app) {}
        }

        class FakeEvictions extends Evictions {
          @Override
          public void evict(String app) {}
          @Override
          void spawn() {}
        }
        """,
        """
        @CountedWorkerSpawn interface Bound {}
        @CountedWorkerSpawn abstract class Base {
          abstract void spawn();
        }
        @interface Nothing {}
        enum Also { NOTHING }
        """
      })
  void correctCodeIsNotMarked(String text) {
    Compilation compilation = new MarkedSource(text).compile("-Xlint:all,-processing");
    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void theServicesOfTheSampleAreNotMarked() throws IOException {
    List<JavaFileObject> sources;
    try (Stream<Path> files = Files.walk(Path.of("arquillian/sample/war/src/main/java"))) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(MisuseProcessorTest::source)
              .toList();
    }
    assertThat(sources).hasSizeGreaterThan(10);
    Compilation compilation = javac().withProcessors(new MisuseProcessor()).compile(sources);
    assertThat(compilation.diagnostics()).isEmpty();
  }

  private static JavaFileObject source(Path file) {
    try {
      return JavaFileObjects.forResource(file.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whereNobodyKnowsWhetherAClassIsABeanItsMistakesAreWarnings() {
    MarkedSource source =
        new MarkedSource(
            """
            class Workers {
              @CountedWorkerSpawn
              private void spawn() {} // BYT0022 warning
            }

            abstract class Base {
              @CountedWorkerStop
              void stop() {} // BYT0025
            }

            @Dependent class Bean extends Base {}
            """);
    assertThat(source.reports()).isEqualTo(source.marks());
  }

  @Test
  void aMistakeThatIsInheritedFromALibraryIsMarkedOnTheClass() {
    MarkedSource source =
        new MarkedSource(
            """
            @CountedWorkerSpawn
            @Dependent
            abstract class Spawns extends java.text.Format {} // BYT0022
            """);
    assertThat(source.reports()).isEqualTo(source.marks());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void anOptionOfTheCompilerSwitchesItOff(String text) {
    assertThat(new MarkedSource(text).compile("-Ablockyard.telemetry.validation=off").diagnostics())
        .isEmpty();
  }
}
