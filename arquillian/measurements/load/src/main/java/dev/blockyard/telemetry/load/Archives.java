package dev.blockyard.telemetry.load;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes jars and WARs out of those that the build has made. */
final class Archives {
  private static final String API = "/dev/blockyard/telemetry/";
  private static final Set<String> KEPT = Set.of("/META-INF/MANIFEST.MF", "/META-INF/beans.xml");

  private Archives() {}

  /**
   * Makes the jar that is there where the module is absent: it has the annotations, enums and
   * interfaces that the sample's classes name, in place of the three classes that the sample calls
   * ones that do nothing, and a bean that records nothing. There is no interceptor in it, no
   * filter, no extension, no source of configuration and nothing that a server would look up.
   */
  static Path absent(Path module, Path standIns, Path target) throws IOException {
    Files.copy(module, target, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem jar = FileSystems.newFileSystem(target)) {
      Path api = jar.getPath(API);
      for (Path file : files(jar.getPath("/"))) {
        if (!file.equals(api.resolve(file.getFileName())) && !KEPT.contains(file.toString())) {
          Files.delete(file);
        }
      }
      addAll(list(standIns.resolve("." + API), Files::isRegularFile), api);
      Path tracing = Files.createDirectories(jar.getPath(API + "tracing"));
      addAll(list(standIns.resolve("." + API + "tracing"), Files::isRegularFile), tracing);
    }
    return target;
  }

  /** Copies a WAR with these jars in place of the module's. */
  static void war(Path war, List<Path> jars, Path target) throws IOException {
    Files.copy(war, target, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem archive = FileSystems.newFileSystem(target)) {
      Path lib = archive.getPath("/WEB-INF/lib");
      for (Path old : list(lib, jar -> jar.getFileName().toString().startsWith("blockyard-"))) {
        Files.delete(old);
      }
      for (Path jar : jars) {
        Files.copy(jar, lib.resolve(jar.getFileName().toString()));
      }
    }
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(wanted).toList();
    }
  }

  private static void addAll(List<Path> files, Path folder) throws IOException {
    for (Path file : files) {
      Files.copy(
          file, folder.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
