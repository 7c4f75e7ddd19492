package dev.blockyard.telemetry.internal.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** Types that are not there yet, and types that never are. */
class UnknownTypesTest {

  /** Makes what the source refers to, in the first round. */
  private static final class Generator extends AbstractProcessor {
    private final String name;
    private final String text;

    Generator(String name, String text) {
      this.name = name;
      this.text = text;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!annotations.isEmpty() && processingEnv.getElementUtils().getTypeElement(name) == null) {
        try (Writer out = processingEnv.getFiler().createSourceFile(name).openWriter()) {
          out.write(text);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  @Test
  void whatAnotherProcessorGeneratesIsKnown() {
    MarkedSource source =
        new MarkedSource(
            """
            @Dependent class Pool {
              @ReconciledWorkers
              List<Generated> workers() { return List.of(); } // BYT0027
            }
            """);
    String text = "package example; record Generated(boolean draining, long sessions)";
    assertThat(
            source
                .compileWith(
                    new Generator(
                        "example.Generated",
                        text + " implements dev.blockyard.telemetry.WorkerView {}"))
                .diagnostics())
        .isEmpty();
    assertThat(
            MarkedSource.reports(
                source.compileWith(new Generator("example.Generated", text + " {}")).diagnostics()))
        .isEqualTo(source.marks());
  }

  @Test
  void nothingIsReportedBeforeItIsGenerated() {
    MarkedSource source =
        new MarkedSource(
            """
            class Name extends Generated {}

            @Dependent class Pool {
              @TimedColdStart
              void start(@App Name app) {}
            }
            """);
    String text =
        "package example; class Generated { @Override public String toString() { return null; } }";
    assertThat(source.compileWith(new Generator("example.Generated", text)).diagnostics())
        .isEmpty();
  }

  @Test
  void aTypeThatIsNotThereIsTheCompilersToReport() {
    Compilation compilation =
        new MarkedSource(
                """
                @Dependent class Pool extends Missing implements Absent {
                  @ReconciledWorkers
                  List<Unknown> workers() { return null; }

                  @TimedColdStart
                  void start(@App Nowhere app) {}
                }
                """)
            .compile();
    assertThat(compilation.errors())
        .hasSize(4)
        .allSatisfy(error -> assertThat(error.getCode()).contains("cant.resolve"));
  }
}
