package dev.blockyard.telemetry.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator: one thread, so that the server has a core of its own. */
final class Wrk {
  static final int CONNECTIONS = 8;
  private static final Pattern RESULT =
      Pattern.compile("result (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

  private final Path script;

  private Wrk(Path script) {
    this.script = script;
  }

  /** What one run saw: how many requests were answered, and how many of them with 4xx or 5xx. */
  record Result(long answered, double seconds, double p99Millis, long refused) {}

  /** Whether the program is installed. */
  static boolean isThere() {
    try {
      new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().destroy();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Prepares the program's script. */
  static Wrk in(Path folder) throws IOException {
    Path script = Files.createDirectories(folder).resolve("report.lua");
    try (InputStream source = Wrk.class.getResourceAsStream("/report.lua")) {
      Files.copy(Objects.requireNonNull(source), script, StandardCopyOption.REPLACE_EXISTING);
    }
    return new Wrk(script);
  }

  /** Sends requests one after the other on each connection, for some seconds. */
  Result run(URI target, int seconds) throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "--threads=1",
                "--connections=" + CONNECTIONS,
                "--duration=" + seconds + "s",
                "--timeout=10s",
                "--script=" + script,
                target.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher result = RESULT.matcher(output);
    if (wrk.waitFor() != 0 || !result.find() || number(result, 5) != 0) {
      throw new IOException("wrk failed:\n" + output);
    }
    return new Result(
        number(result, 1), number(result, 2) / 1e6, number(result, 3) / 1e3, number(result, 4));
  }

  private static long number(Matcher result, int group) {
    return Long.parseLong(result.group(group));
  }
}
