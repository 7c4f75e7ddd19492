package dev.blockyard.telemetry.load;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The classes of a large application, which have nothing to do with the module. */
record Beans(int count, List<Path> jars) {
  /** An application without any. */
  static final Beans NONE = new Beans(0, List.of());

  private static final String PACKAGE = "dev.blockyard.telemetry.load.beans";

  /** Makes as many beans, each with a handful of methods, and one injected in the next. */
  static Beans of(int count, Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                null,
                null,
                null,
                List.of(
                    "-proc:none",
                    "--release=17",
                    "-classpath",
                    Objects.requireNonNull(System.getProperty("load.embedded")),
                    "-d",
                    classes.toString()),
                null,
                IntStream.range(0, count).mapToObj(Source::new).toList())
            .call();
    if (!compiled) {
      throw new IOException("The beans were not compiled");
    }
    Path jar = folder.resolve("beans.jar");
    Files.deleteIfExists(jar);
    try (FileSystem archive = FileSystems.newFileSystem(jar, Map.of("create", true))) {
      Files.createDirectories(archive.getPath("META-INF"));
      Files.createFile(archive.getPath("META-INF", "beans.xml"));
      for (Path file : Archives.files(classes)) {
        Path entry =
            archive.getPath(classes.relativize(file).toString().replace(File.separator, "/"));
        Files.createDirectories(entry.getParent());
        Files.copy(file, entry);
      }
    }
    return new Beans(count, List.of(jar));
  }

  /** One class. */
  private static final class Source extends SimpleJavaFileObject {
    private final int number;

    Source(int number) {
      super(
          URI.create("string:///" + PACKAGE.replace('.', '/') + "/Bean" + number + ".java"),
          Kind.SOURCE);
      this.number = number;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      String injected =
          number == 0 ? "" : "  @jakarta.inject.Inject Bean" + (number - 1) + " other;\n";
      return """
          package %s;

          @jakarta.enterprise.context.ApplicationScoped
          public class Bean%d {
          %s
            public String name() { return "bean"; }
            public void start(String app) {}
            public void stop(String app, int reason) {}
            public java.util.List<String> list(java.util.Map<String, Integer> of) { return null; }
            protected boolean isReady() { return true; }
          }
          """
          .formatted(PACKAGE, number, injected);
    }
  }
}
