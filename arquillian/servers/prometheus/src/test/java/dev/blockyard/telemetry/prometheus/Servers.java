package dev.blockyard.telemetry.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * Starts the sample on the servers that the modules beside this one have unpacked, each with a
 * folder of its own for all that it writes.
 */
final class Servers {
  private Servers() {}

  /** Nothing happens in it by itself, and its bounds are low enough to be reached. */
  private static void configure(ProcessBuilder command) {
    command
        .environment()
        .putAll(
            Map.of(
                "SAMPLE_TICK", "PT1H",
                "SAMPLE_IDLE_TIMEOUT", "PT0S",
                "SAMPLE_AUDIT_INTERVAL", "PT1H",
                "SAMPLE_AUDIT_CAPACITY", String.valueOf(Traffic.AUDIT_CAPACITY),
                "BLOCKYARD_TELEMETRY_APPS_MAX", String.valueOf(Traffic.APPS),
                "BLOCKYARD_TELEMETRY_APPS_DURATIONS", "true"));
  }

  /** The very file that the build of the sample made, on both servers. */
  private static void deploySample(Path folder) throws IOException {
    Files.copy(path("sample.war"), Files.createDirectories(folder).resolve("blockyard-sample.war"));
  }

  static Child openLiberty(Path folder) throws IOException {
    Path server = Files.createDirectories(folder.resolve("servers/blockyard"));
    Files.copy(path("liberty.config"), server.resolve("server.xml"));
    deploySample(server.resolve("dropins"));

    ProcessBuilder command =
        new ProcessBuilder(
            path("liberty.home").resolve("bin/server").toString(), "run", "blockyard");
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("JVM_ARGS", "-Dhttp.port=" + System.getProperty("liberty.port"));
    command.environment().put("WLP_USER_DIR", folder.toString());
    configure(command);
    return Child.start("liberty", command);
  }

  static Child wildFly(Path folder) throws IOException {
    Path home = path("wildfly.home");
    Path configuration = Files.createDirectories(folder.resolve("configuration"));
    try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, configuration.resolve(file.getFileName()));
      }
    }
    deploySample(folder.resolve("deployments"));

    List<String> command =
        StandaloneCommandBuilder.of(home)
            .setBaseDirectory(folder)
            .addJavaOptions(
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + System.getProperty("wildfly.port"),
                "-Djboss.https.port=" + System.getProperty("wildfly.https.port"),
                "-Djboss.management.http.port=" + System.getProperty("wildfly.management.port"))
            .build();
    ProcessBuilder process = new ProcessBuilder(command);
    configure(process);
    return Child.start("wildfly", process);
  }

  private static Path path(String property) {
    return Path.of(System.getProperty(property, "")).normalize();
  }
}
