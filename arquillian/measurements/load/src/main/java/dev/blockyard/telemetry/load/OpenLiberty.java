package dev.blockyard.telemetry.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Open Liberty with the features of the tests, MicroProfile Metrics among them. */
final class OpenLiberty extends Host {
  private static final String BACKEND = "-Dblockyard.telemetry.metrics.backend=";
  private static final Pattern DEPLOYED = Pattern.compile("CWWKZ0001I: .* (\\S+) seconds\\.");
  private static final Pattern READY = Pattern.compile("CWWKF0011I: .* (\\S+) seconds\\.");

  private final String backend;

  private OpenLiberty(String name, Beans beans, String metrics, String backend) {
    super(name, beans, "/blockyard-sample/", metrics);
    this.backend = backend;
  }

  /** The module records in the server's MicroProfile Metrics. */
  static Host onMicroProfile(Beans beans) {
    return new OpenLiberty("Open Liberty", beans, "/metrics", "microprofile-metrics");
  }

  /** The module records by itself. */
  static Host builtIn(Beans beans) {
    return new OpenLiberty(
        "Open Liberty, built-in backend", beans, "/blockyard-sample/metrics", "prometheus");
  }

  @Override
  void prepare(Path folder, List<Path> jars) throws IOException {
    Path server = folder.resolve("servers/load");
    Files.createDirectories(server.resolve("dropins"));
    Files.copy(path("load.liberty.config"), server.resolve("server.xml"));
    Archives.war(path("load.war"), jars, server.resolve("dropins/blockyard-sample.war"));
  }

  @Override
  ProcessBuilder command(Path folder, Variant variant, int port) {
    ProcessBuilder command =
        new ProcessBuilder("sh", path("load.liberty") + "/bin/server", "run", "load");
    command.environment().put("WLP_USER_DIR", folder.toString());
    command
        .environment()
        .put(
            "JVM_ARGS",
            String.format(
                "-Xms512m -Xmx512m -Dhttp.port=%d %s %s",
                port, BACKEND + backend, String.join(" ", variant.options())));
    return command;
  }

  @Override
  @Nullable StartTime started(String log, double millis) {
    Matcher deployed = DEPLOYED.matcher(log);
    Matcher ready = READY.matcher(log);
    return deployed.find() && ready.find() ? new StartTime(millis(ready), millis(deployed)) : null;
  }

  private static double millis(Matcher seconds) {
    return Double.parseDouble(seconds.group(1)) * 1000;
  }
}
