package dev.blockyard.telemetry.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of the machine, some of which a fresh machine lacks, and the processes that run them.
 */
public final class Programs {
  private static final long SECONDS_TO_END = 30;

  private Programs() {}

  /**
   * Returns where a program is; skips the test, and says so, where it is not.
   *
   * @param name of the program
   * @param debianPackage what it is part of
   */
  public static Path orSkip(String name, String debianPackage) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () -> {
              String skipped =
                  "SKIPPED, for "
                      + name
                      + " is not on the PATH (Debian package "
                      + debianPackage
                      + ")";
              System.out.println(skipped);
              return Assumptions.abort(skipped);
            });
  }

  /** Ends a process and all that it has started, politely first. */
  public static void end(Process process) {
    for (ProcessHandle one :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      one.destroy();
      one.onExit().completeOnTimeout(one, SECONDS_TO_END, TimeUnit.SECONDS).join();
      one.destroyForcibly();
    }
  }
}
