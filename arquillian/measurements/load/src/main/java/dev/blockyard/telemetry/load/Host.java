package dev.blockyard.telemetry.load;

import dev.blockyard.telemetry.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kind of server for the sample. Each variant has a folder of its own, kept over its starts. */
abstract class Host {
  private static final int SECONDS_TO_START = 120;

  private final Map<Variant, Path> folders = new EnumMap<>(Variant.class);
  private final String name;
  private final Beans beans;
  private final String application;
  private final String metrics;

  /** What the server has by itself, which beans beside the sample's, and below which paths. */
  Host(String name, Beans beans, String application, String metrics) {
    this.name = name;
    this.beans = beans;
    this.application = application;
    this.metrics = metrics;
  }

  /** How long a start took; what a server does not say is not a number. */
  record StartTime(double ready, double deployment) {}

  /** Puts what a server needs into its folder. */
  abstract void prepare(Path folder, List<Path> jars) throws IOException;

  /** The command that runs a server in the foreground. */
  abstract ProcessBuilder command(Path folder, Variant variant, int port) throws IOException;

  /** What the log says, or null as long as the sample has not been started. */
  abstract @Nullable StartTime started(String log, double millis);

  final String name() {
    return beans.count() == 0 ? name : "%s with %,d more beans".formatted(name, beans.count());
  }

  /** Starts the sample and waits until it is there. */
  final SampleProcess start(Variant variant) throws IOException, InterruptedException {
    Path folder = folder(variant);
    Path log = folder.resolve("output.log");
    int port = freePort();
    ProcessBuilder command =
        command(folder, variant, port).redirectErrorStream(true).redirectOutput(log.toFile());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    long start = System.nanoTime();
    Process process = command.start();
    while (true) {
      double millis = (System.nanoTime() - start) / 1e6;
      StartTime time = started(Files.readString(log), millis);
      if (time != null) {
        URI server = URI.create("http://127.0.0.1:" + port);
        return new SampleProcess(
            process, server.resolve(application), server.resolve(metrics), time);
      }
      if (!process.isAlive() || millis > TimeUnit.SECONDS.toMillis(SECONDS_TO_START)) {
        Programs.end(process);
        throw new IOException("The sample did not start: see " + log);
      }
      Thread.sleep(5);
    }
  }

  private Path folder(Variant variant) throws IOException {
    Path folder = folders.get(variant);
    if (folder == null) {
      folder = path("load.folder").resolve(name().replaceAll("\\W", "-")).resolve(variant.name());
      delete(folder);
      Files.createDirectories(folder);
      List<Path> jars = new ArrayList<>();
      Path module = path("load.module");
      jars.add(
          variant.hasModule()
              ? module
              : Archives.absent(module, path("load.classes"), folder.resolve("absent.jar")));
      jars.addAll(beans.jars());
      prepare(folder, jars);
      folders.put(variant, folder);
    }
    return folder;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(Host::deleteOne);
      }
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A file or folder that the build names. */
  static Path path(String property) {
    return Path.of(Objects.requireNonNull(System.getProperty(property), property));
  }
}
