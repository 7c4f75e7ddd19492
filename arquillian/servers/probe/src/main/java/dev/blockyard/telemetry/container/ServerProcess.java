package dev.blockyard.telemetry.container;

import dev.blockyard.telemetry.testing.Programs;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A server that writes to the log of the tests, and ends before this JVM does. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  /** Keeps the sample from doing anything by itself. */
  private static final List<String> SAMPLE_AT_REST =
      List.of(
          "-Dsample.tick=PT1H",
          "-Dsample.idle-timeout=PT1S",
          "-Dsample.audit.interval=PT1H",
          "-Dsample.audit.capacity=3");

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a server with the JDK of this test.
   *
   * @param arguments of {@code java}
   */
  public static ServerProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SAMPLE_AT_REST);
    command.addAll(List.of(arguments));
    ServerProcess server =
        new ServerProcess(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(ServerLog.LOG.toFile()))
                .start());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    return server;
  }

  /**
   * Waits until the server has logged something.
   *
   * @return all that it has logged by then
   * @throws IOException if it has ended, or takes too long
   */
  public String awaitLogged(ServerLog since, Pattern line) throws IOException {
    long start = System.nanoTime();
    while (true) {
      boolean ended = !process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos();
      String messages = since.messages();
      if (line.matcher(messages).find()) {
        return messages;
      }
      if (ended) {
        throw new IOException("not logged: " + line + "\n" + messages);
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
