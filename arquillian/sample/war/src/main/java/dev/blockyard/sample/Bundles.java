package dev.blockyard.sample;

import dev.blockyard.sample.worker.EchoWorker;
import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.TimedBundleRestore;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The bundles that were uploaded, and how one becomes a folder that a worker can run from. */
@ApplicationScoped
class Bundles {
  private static final String REQUIRED = "app.properties";
  private static final String WORKER = EchoWorker.class.getName().replace('.', '/') + ".class";
  private static final int MAX_RESTORED_BYTES = 64 << 20;

  private final Map<String, byte[]> uploaded = new ConcurrentHashMap<>();

  @SuppressWarnings("NullAway.Init") // by open()
  private Path root;

  @PostConstruct
  void open() {
    try {
      root = Files.createTempDirectory("blockyard-sample-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the smallest bundle that can be run. */
  static byte[] containing(String properties) throws IOException {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bundle)) {
      zip.putNextEntry(new ZipEntry(REQUIRED));
      zip.write(properties.getBytes(StandardCharsets.UTF_8));
    }
    return bundle.toByteArray();
  }

  /** Keeps a bundle, or refuses it ({@code false}) if it is no zip. */
  @CountedBundleUpload
  boolean upload(@App String app, byte[] bundle) {
    boolean zip = bundle.length > 2 && bundle[0] == 'P' && bundle[1] == 'K';
    if (zip) {
      uploaded.put(app, bundle);
    }
    return zip;
  }

  /** Unpacks an app's bundle into a folder of its own, with the program that serves it. */
  @TimedBundleRestore
  Path restore(@App String app) throws IOException {
    Path folder = Files.createTempDirectory(root, app + "-");
    try {
      unzip(uploaded.getOrDefault(app, new byte[0]), folder);
      if (!Files.isRegularFile(folder.resolve(REQUIRED))) {
        throw new ZipException("It has no " + REQUIRED);
      }
      addWorker(folder);
      return folder;
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
  }

  void forget(String app) {
    uploaded.remove(app);
  }

  void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unzip(byte[] bundle, Path folder) throws IOException {
    int left = MAX_RESTORED_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new ZipException("An entry points out of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        byte[] content = zip.readNBytes(left + 1);
        left -= content.length;
        if (left < 0) {
          throw new ZipException("It is too large");
        }
        Files.createDirectories(target.getParent());
        Files.write(target, content);
      }
    }
  }

  /** Copies the worker's class out of the WAR, where a plain JVM could not load it. */
  private static void addWorker(Path folder) throws IOException {
    Path target = folder.resolve(WORKER);
    Files.createDirectories(target.getParent());
    try (InputStream source = EchoWorker.class.getResourceAsStream("/" + WORKER)) {
      if (source == null) {
        throw new FileNotFoundException(WORKER);
      }
      Files.write(target, source.readAllBytes());
    }
  }

  @PreDestroy
  void close() {
    delete(root);
  }
}
