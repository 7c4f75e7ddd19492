package dev.blockyard.sample;

import dev.blockyard.sample.worker.EchoWorker;
import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.TimedBundleRestore;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * How an uploaded bundle becomes a folder that a worker can run from. A bundle exists only while it
 * is uploaded and restored, as a file.
 */
@ApplicationScoped
class Bundles {
  private static final System.Logger LOG = System.getLogger(Bundles.class.getName());
  private static final String REQUIRED = "app.properties";
  private static final List<String> WORKER = List.of("EchoWorker.class", "SpanReport.class");
  private static final long MAX_BYTES = 16 << 20;

  /** Loaded early: when Open Liberty undeploys, the WAR is gone already. */
  private static final Deletion DELETION = new Deletion();

  /** A folder with a million files keeps nobody waiting but the next folder. */
  private final ExecutorService deletions = Executors.newSingleThreadExecutor(Ticks::daemon);

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

  /**
   * Writes what a client sends to a temporary file, which the caller deletes.
   *
   * @return null, and no file, if it is too large
   */
  @Nullable Path receive(InputStream upload) throws IOException {
    Path bundle = Files.createTempFile(root, "upload-", ".zip");
    boolean received = false;
    try (OutputStream file = Files.newOutputStream(bundle)) {
      long left = MAX_BYTES;
      byte[] buffer = new byte[8192];
      for (int read = upload.read(buffer); read >= 0 && left >= 0; read = upload.read(buffer)) {
        left -= read;
        file.write(buffer, 0, read);
      }
      received = left >= 0;
    } finally {
      if (!received) {
        Files.delete(bundle);
      }
    }
    return received ? bundle : null;
  }

  /** Accepts a bundle, or refuses it ({@code false}) if it is no zip. */
  @CountedBundleUpload
  boolean upload(@App String app, Path bundle) throws IOException {
    try (InputStream file = Files.newInputStream(bundle)) {
      return Arrays.equals(file.readNBytes(2), new byte[] {'P', 'K'});
    }
  }

  /**
   * Unpacks a bundle into a folder of its own, with the program that serves it.
   *
   * @throws ZipException if that is the bundle's fault; nothing is left of it then
   */
  @TimedBundleRestore
  Path restore(@App String app, Path bundle) throws IOException {
    Path folder = Files.createTempDirectory(root, app + "-");
    boolean restored = false;
    try (InputStream file = Files.newInputStream(bundle)) {
      addWorker(folder);
      BundleFiles.unpack(file, folder);
      if (!Files.isRegularFile(folder.resolve(REQUIRED))) {
        throw new ZipException("It has no " + REQUIRED);
      }
      restored = true;
      return folder;
    } finally {
      if (!restored) {
        delete(folder);
      }
    }
  }

  /** Deletes a folder, on a thread of its own. */
  void deleteLater(Path folder) {
    deletions.execute(() -> delete(folder));
  }

  /**
   * Deletes what can be deleted. An app decides on the names in its folder, so none of them is
   * logged, and a path that is too long for the platform is no failure of it.
   */
  void delete(Path folder) {
    try {
      Files.walkFileTree(folder, DELETION);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the visitor throws none
    }
    if (Files.exists(folder)) {
      LOG.log(System.Logger.Level.WARNING, "Files are left in " + folder);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return delete(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return delete(folder);
    }

    private static FileVisitResult delete(Path path) {
      try {
        Files.delete(path);
      } catch (IOException e) {
        // Left behind, with the folders above it.
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /** Copies the worker's classes out of the WAR, from which a plain JVM cannot load them. */
  private static void addWorker(Path folder) throws IOException {
    Path target = folder.resolve(EchoWorker.class.getPackageName().replace('.', '/'));
    Files.createDirectories(target);
    for (String name : WORKER) {
      try (InputStream source = EchoWorker.class.getResourceAsStream(name)) {
        if (source == null) {
          throw new FileNotFoundException(name);
        }
        Files.write(target.resolve(name), source.readAllBytes());
      }
    }
  }

  @PreDestroy
  void close() {
    deletions.shutdownNow();
    delete(root);
  }
}
