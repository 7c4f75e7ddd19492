package dev.blockyard.telemetry.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The demo of the sample, which is a plain JVM, without OpenTelemetry: the demo keeps the spans of
 * every request as JSON, which would hide what the module costs.
 */
final class Embedded extends Host {
  private static final String CLASS_PATH = "class-path";

  Embedded(Beans beans) {
    super("embedded", beans, "/", "/metrics");
  }

  @Override
  void prepare(Path folder, List<Path> jars) throws IOException {
    String module = System.getProperty("load.module", "");
    String classPath = Objects.requireNonNull(System.getProperty("load.embedded"));
    List<String> entries = new ArrayList<>(List.of(classPath.split(File.pathSeparator, -1)));
    if (!entries.remove(module)) {
      throw new IOException("The module is not on the class path: " + classPath);
    }
    entries.removeIf(entry -> Path.of(entry).getFileName().toString().startsWith("opentelemetry-"));
    jars.forEach(jar -> entries.add(jar.toString()));
    Files.writeString(folder.resolve(CLASS_PATH), String.join(File.pathSeparator, entries));
  }

  @Override
  ProcessBuilder command(Path folder, Variant variant, int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms512m", "-Xmx512m"));
    command.addAll(variant.options());
    command.addAll(List.of("-cp", Files.readString(folder.resolve(CLASS_PATH))));
    command.addAll(List.of("dev.blockyard.sample.embedded.Main", String.valueOf(port)));
    return new ProcessBuilder(command);
  }

  @Override
  @Nullable StartTime started(String log, double millis) {
    return log.contains("Ctrl-C") ? new StartTime(millis, Double.NaN) : null;
  }
}
