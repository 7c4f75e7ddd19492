package dev.blockyard.telemetry.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prometheus's own tool, of the Debian package prometheus. */
final class Promtool {
  private Promtool() {}

  /** Runs it, and fails with what it prints unless it is content. */
  static void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Programs.orSkip("promtool", "prometheus").toString());
    command.addAll(List.of(arguments));
    Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    assertThat(promtool.waitFor()).as(output).isZero();
  }
}
