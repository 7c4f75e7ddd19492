package dev.blockyard.telemetry.internal.processor;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.App;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Scope;
import jakarta.interceptor.InterceptorBinding;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's compiler, in a process that has nothing but what a user gives it. */
class ProcessorPathTest {
  private static final String MISTAKE =
      """
      import dev.blockyard.telemetry.*;
      import jakarta.enterprise.context.ApplicationScoped;

      @ApplicationScoped
      class Workers {
        @CountedWorkerSpawn
        private void spawn() {}
      }
      """;

  /** The content of the artifact with the processor, as the build has put it together. */
  private static final String ARTIFACT = "target/processor-classes";

  /** Java says that it has seen them, and {@code javac} takes its own. */
  private static final Set<String> OPTIONS_OF_THE_MACHINE =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVAC_OPTIONS");

  private static final String CORRECT = MISTAKE.replace("private ", "");

  private final Path folder;

  ProcessorPathTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void nothingButTheArtifactIsNeededOnTheProcessorPath() throws Exception {
    assertThat(compile(MISTAKE, "--processor-path", ARTIFACT))
        .containsSubsequence(
            "Workers.java:7: error: BYT0022: Workers.spawn() is private", "1 error");
  }

  /** With a processor, {@code -Xlint:all} would warn of annotations that none processes. */
  @Test
  void moduleOnTheClassPathChangesNothingForTheCompiler() throws Exception {
    assertThat(compile(MISTAKE, "-Xlint:all", "-Werror")).isEmpty();
    assertThat(folder.resolve("Workers.class")).exists();
  }

  @Test
  void correctCodeCompilesWithoutAWord() throws Exception {
    assertThat(compile(CORRECT, "--processor-path", ARTIFACT, "-Xlint:all,-processing", "-Werror"))
        .isEmpty();
    assertThat(folder.resolve("Workers.class")).exists();
  }

  @Test
  void gradleIsToldThatEachClassIsJudgedAlone() {
    assertThat(Path.of(ARTIFACT, "META-INF/gradle/incremental.annotation.processors"))
        .hasContent(MisuseProcessor.class.getName() + ",isolating");
  }

  private String compile(String source, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("Workers.java"), source);
    String classPath =
        Stream.of(App.class, ApplicationScoped.class, Scope.class, InterceptorBinding.class)
            .map(ProcessorPathTest::path)
            .collect(joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.add("-J-Duser.language=en");
    command.addAll(List.of(options));
    command.addAll(List.of("-classpath", classPath, "-d", folder.toString(), file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(OPTIONS_OF_THE_MACHINE);
    Process javac = builder.start();
    String output = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    javac.waitFor();
    return output;
  }

  private static String path(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
