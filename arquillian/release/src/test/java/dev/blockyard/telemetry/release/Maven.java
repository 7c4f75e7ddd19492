package dev.blockyard.telemetry.release;

import dev.blockyard.telemetry.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Builds of other projects. What they install stays in a local repository of their own: no release
 * that never was is left on the machine.
 */
final class Maven {
  private static final long MINUTES_TO_BUILD = 15;

  private final Path settings;

  /**
   * Prepares them.
   *
   * @param folder for the local repository
   * @param released the repository of what was released
   */
  Maven(Path folder, Path released) throws IOException {
    String cache = repository("cache", Path.of(System.getProperty("maven.cache", "")));
    this.settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <localRepository>%s</localRepository>
          <profiles>
            <profile>
              <id>repositories</id>
              <repositories>%s%s</repositories>
              <pluginRepositories>%s</pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles>
            <activeProfile>repositories</activeProfile>
          </activeProfiles>
        </settings>
        """
            .formatted(
                folder.resolve("repository"),
                cache,
                repository("released", released),
                cache.replace("repository>", "pluginRepository>")));
  }

  private static String repository(String id, Path folder) {
    return "<repository><id>%s</id><url>%s</url></repository>".formatted(id, folder.toUri());
  }

  /** How a build ended. */
  record Build(int exit, String output) {}

  /** Builds the project in a folder. */
  Build run(Path project, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("maven.program", "mvn"));
    command.addAll(List.of("-B", "-ntp", "-s", settings.toString()));
    command.addAll(List.of(arguments));
    Path output = project.resolve("build.log");
    Process process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES_TO_BUILD, TimeUnit.MINUTES)) {
        throw new IOException("not built in time: " + Files.readString(output));
      }
      return new Build(process.exitValue(), Files.readString(output));
    } finally {
      Programs.end(process);
    }
  }
}
