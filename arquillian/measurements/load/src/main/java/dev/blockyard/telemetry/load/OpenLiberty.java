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
  private static final Pattern DEPLOYED = Pattern.compile("CWWKZ0001I: .* (\\S+) seconds\\.");
  private static final Pattern READY = Pattern.compile("CWWKF0011I: .* (\\S+) seconds\\.");

  OpenLiberty(Beans beans) {
    super("Open Liberty", beans, "/blockyard-sample/", "/metrics");
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
            "-Xms512m -Xmx512m -Dhttp.port=" + port + " " + String.join(" ", variant.options()));
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
