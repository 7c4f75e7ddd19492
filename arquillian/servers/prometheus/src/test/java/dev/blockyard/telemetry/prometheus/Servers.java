package dev.blockyard.telemetry.prometheus;

import dev.blockyard.telemetry.container.Wars;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * Starts the sample on the servers that the modules beside this one have unpacked, each with a
 * folder of its own for all that it writes.
 */
final class Servers {
  private Servers() {}

  /** Nothing happens in it by itself, and its bounds are low enough to be reached. */
  private static WebArchive sample() {
    return Wars.sample(
        "sample.tick=PT1H",
        "sample.idle-timeout=PT0S",
        "sample.audit.interval=PT1H",
        "sample.audit.capacity=" + Traffic.AUDIT_CAPACITY,
        "blockyard.telemetry.apps.max=" + Traffic.APPS);
  }

  private static void deploy(WebArchive war, Path folder) throws IOException {
    war.as(ZipExporter.class)
        .exportTo(Files.createDirectories(folder).resolve("blockyard-sample.war").toFile());
  }

  static Child openLiberty(Path folder) throws IOException {
    Path server = Files.createDirectories(folder.resolve("servers/blockyard"));
    Files.copy(path("liberty.config"), server.resolve("server.xml"));
    deploy(sample(), server.resolve("dropins"));

    ProcessBuilder command =
        new ProcessBuilder(
            path("liberty.home").resolve("bin/server").toString(), "run", "blockyard");
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("JVM_ARGS", "-Dhttp.port=" + System.getProperty("liberty.port"));
    command.environment().put("WLP_USER_DIR", folder.toString());
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
    File libraries = path("wildfly.libs").toFile();
    deploy(
        sample().addAsLibraries(Objects.requireNonNull(libraries.listFiles(), libraries::toString)),
        folder.resolve("deployments"));

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
    return Child.start("wildfly", new ProcessBuilder(command));
  }

  private static Path path(String property) {
    return Path.of(System.getProperty(property, "")).normalize();
  }
}
