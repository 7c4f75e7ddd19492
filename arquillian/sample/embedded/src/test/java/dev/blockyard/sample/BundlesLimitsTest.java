package dev.blockyard.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads that a platform must survive; nothing is left of any of them. */
class BundlesLimitsTest {
  private final Bundles bundles = new Bundles();

  @SuppressWarnings("NullAway.Init") // by open()
  private Path root;

  @BeforeEach
  void open() throws IOException {
    bundles.open();
    Path probe = receive(new byte[0]);
    root = Objects.requireNonNull(probe.getParent());
    Files.delete(probe);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).isEmpty();
    }
    bundles.close();
  }

  @ParameterizedTest
  @CsvSource({
    "a\0b, name is no path",
    "a/../../b, points out of it",
    "/etc/passwd, points out of it",
    "., points out of it",
    "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17, 16 folders deep",
    "dev, cannot be written",
    "dev/blockyard/sample/worker/EchoWorker.class, cannot be written",
    "app.properties/, has no app.properties"
  })
  void entryWithAnImpossibleNameIsRefused(String name, String reason) throws IOException {
    assertRefused(zip(UTF_8, name), reason);
  }

  @Test
  void entryWhoseNameIsNotUtf8IsRefused() throws IOException {
    assertRefused(zip(ISO_8859_1, "\u00ff"), "");
  }

  @Test
  void entryWithALongNameIsRefused() throws IOException {
    assertRefused(zip(UTF_8, "n".repeat(201)), "longer than 200");
  }

  @Test
  void bundleWithTooManyEntriesIsRefused() throws IOException {
    String[] names = new String[1_001];
    for (int i = 0; i < names.length; i++) {
      names[i] = i + "/";
    }
    assertRefused(zip(UTF_8, names), "more than 1000 entries");
  }

  @ParameterizedTest
  @CsvSource({"file", "folder/"})
  void contentCountsWhateverItBelongsTo(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      for (int i = 0; i < 65; i++) {
        zip.write(new byte[1 << 20]);
      }
    }
    assertRefused(bytes.toByteArray(), "more than 64 MiB");
  }

  @Test
  void uploadThatIsTooLargeIsNotKept() throws IOException {
    assertThat(bundles.receive(new ByteArrayInputStream(new byte[(16 << 20) + 1]))).isNull();
  }

  /**
   * An app, which may make any file in its folder, must neither stop its deletion nor be logged.
   */
  @Test
  void folderWithTooLongAPathIsDeletedAsFarAsPossible() throws Exception {
    Path bundle = receive(zip(UTF_8, "app.properties"));
    Path folder = bundles.restore("app", bundle);
    Files.delete(bundle);
    String forged = "\nINFO: forged" + "d".repeat(180);
    String loop = "i=0; while [ $i -lt 30 ]; do mkdir \"$0\" && cd -P \"$0\"; i=$((i+1)); done";
    run(folder, "sh", "-c", loop, forged);
    List<String> logged = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger(Bundles.class.getName());
    Handler handler = handler(logged);
    log.addHandler(handler);
    log.setUseParentHandlers(false);
    try {
      bundles.delete(folder);
    } finally {
      log.setUseParentHandlers(true);
      log.removeHandler(handler);
    }

    assertThat(folder.resolve("app.properties")).doesNotExist();
    assertThat(logged).containsExactly("Files are left in " + folder);
    run(root, "rm", "-rf", folder.toString());
  }

  private static void run(Path folder, String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    assertThat(process.waitFor()).isZero();
  }

  private static Handler handler(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        logged.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private void assertRefused(byte[] bundle, String reason) throws IOException {
    Path file = receive(bundle);
    assertThatThrownBy(() -> bundles.restore("app", file))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining(reason)
        .message()
        .doesNotContain(root.toString());
    Files.delete(file);
  }

  private Path receive(byte[] bundle) throws IOException {
    return Objects.requireNonNull(bundles.receive(new ByteArrayInputStream(bundle)));
  }

  private static byte[] zip(Charset charset, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, charset)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
      }
      if (!names[0].startsWith("app.properties")) {
        zip.putNextEntry(new ZipEntry("app.properties"));
      }
    }
    return bytes.toByteArray();
  }
}
