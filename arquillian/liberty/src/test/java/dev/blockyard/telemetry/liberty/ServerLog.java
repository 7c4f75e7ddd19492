package dev.blockyard.telemetry.liberty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server has logged since a moment: its messages, and its reports of first failures. */
final class ServerLog {
  private static final Path LOGS =
      Path.of(
          System.getProperty("liberty.home", ""),
          "usr",
          "servers",
          System.getProperty("liberty.server", ""),
          "logs");
  private static final Pattern PROBLEM = Pattern.compile("^\\[[^]]*] \\S+ \\S+ +[EW] .*");

  private final int start;
  private final List<Path> failuresBefore;

  private ServerLog() throws IOException {
    this.start = text().length();
    this.failuresBefore = failures();
  }

  static ServerLog sinceNow() throws IOException {
    return new ServerLog();
  }

  private static String text() throws IOException {
    return Files.readString(LOGS.resolve("messages.log"), StandardCharsets.UTF_8);
  }

  private static List<Path> failures() throws IOException {
    if (!Files.isDirectory(LOGS.resolve("ffdc"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(LOGS.resolve("ffdc"))) {
      return files.sorted().toList();
    }
  }

  String messages() throws IOException {
    return text().substring(start);
  }

  /** Returns the warnings and errors, and the reports. */
  List<String> problems() throws IOException {
    return Stream.concat(
            messages().lines().filter(line -> PROBLEM.matcher(line).matches()),
            failures().stream().filter(file -> !failuresBefore.contains(file)).map(Path::toString))
        .toList();
  }
}
