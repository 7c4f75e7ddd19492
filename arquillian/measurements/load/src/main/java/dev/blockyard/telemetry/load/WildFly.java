package dev.blockyard.telemetry.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** WildFly. */
final class WildFly extends Host {
  private static final Pattern DEPLOYING = line("WFLYSRV0027");
  private static final Pattern DEPLOYED = line("WFLYSRV0010");
  private static final Pattern READY = Pattern.compile("WFLYSRV0025: .* started in (\\d+)ms");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss,SSS");

  WildFly(Beans beans) {
    super("WildFly", beans, "/blockyard-sample/", "/blockyard-sample/metrics");
  }

  private static Pattern line(String code) {
    return Pattern.compile("(\\d\\d:\\d\\d:\\d\\d,\\d{3}).* " + code + ": ");
  }

  @Override
  void prepare(Path folder, List<Path> jars) throws IOException {
    Path configuration = Files.createDirectories(folder.resolve("configuration"));
    for (Path file : Archives.files(path("load.wildfly").resolve("standalone/configuration"))) {
      Files.copy(file, configuration.resolve(file.getFileName()));
    }
    Path deployments = Files.createDirectories(folder.resolve("deployments"));
    Archives.war(path("load.war"), jars, deployments.resolve("blockyard-sample.war"));
  }

  @Override
  ProcessBuilder command(Path folder, Variant variant, int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", path("load.wildfly") + "/bin/standalone.sh"));
    command.addAll(List.of("-b", "127.0.0.1", "-bmanagement", "127.0.0.1"));
    command.add("-Djboss.server.base.dir=" + folder);
    command.add("-Djboss.http.port=" + port);
    command.add("-Djboss.https.port=" + freePort());
    command.add("-Djboss.management.http.port=" + freePort());
    command.addAll(variant.options());
    return new ProcessBuilder(command);
  }

  @Override
  @Nullable StartTime started(String log, double millis) {
    Matcher deploying = DEPLOYING.matcher(log);
    Matcher deployed = DEPLOYED.matcher(log);
    Matcher ready = READY.matcher(log);
    return deploying.find() && deployed.find() && ready.find()
        ? new StartTime(
            Double.parseDouble(ready.group(1)),
            Duration.between(time(deploying), time(deployed)).toMillis())
        : null;
  }

  private static LocalTime time(Matcher line) {
    return LocalTime.parse(line.group(1), TIME);
  }
}
