package dev.blockyard.telemetry.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A release, made as CONTRIBUTING.md describes it, but of a copy, unsigned, and never published.
 */
final class Released {
  /** The version of the sources, which may be a snapshot. */
  static final String SOURCES = System.getProperty("project.version", "");

  /** What it becomes. */
  static final String VERSION = SOURCES.replace("-SNAPSHOT", "");

  private static final Path PROJECT = Path.of(System.getProperty("project.folder", ""));

  /** Whatever is checked has been checked by the build that runs this. */
  private static final String WITHOUT_CHECKS = "-Pdemo";

  private final Path sources;
  private final Maven maven;

  private Released(Path sources, Maven maven) {
    this.sources = sources;
    this.maven = maven;
  }

  static Released into(Path folder) throws IOException, InterruptedException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    for (String part : List.of("pom.xml", "LICENSE", "src")) {
      copy(PROJECT.resolve(part), sources.resolve(part));
    }
    for (String pom : List.of("pom.xml", "src/build/pom.xml")) {
      setVersion(sources.resolve(pom), SOURCES, VERSION);
    }
    Released released =
        new Released(sources, new Maven(folder, sources.resolve("target").resolve("release")));
    Maven.Build build = released.build("-Prelease", "-Dgpg.skip", "-DskipTests", "deploy");
    assertThat(build.exit()).as(build.output()).isZero();
    return released;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void setVersion(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  /** Builds a project that may use the release. */
  Maven maven() {
    return maven;
  }

  private Maven.Build build(String... arguments) throws IOException, InterruptedException {
    return maven.run(
        sources,
        Stream.concat(Stream.of(WITHOUT_CHECKS), Stream.of(arguments)).toArray(String[]::new));
  }

  /** Builds the next minor version with a change in one source, and compares it with this one. */
  Maven.Build next(String source, String from, String to) throws IOException, InterruptedException {
    String[] parts = VERSION.split("\\.", -1);
    String version = parts[0] + "." + (Integer.parseInt(parts[1]) + 1) + ".0";
    Path changed = sources.resolve(source);
    String before = Files.readString(changed);
    assertThat(before).contains(from);
    Files.writeString(changed, before.replace(from, to));
    for (String pom : List.of("pom.xml", "src/build/pom.xml")) {
      setVersion(sources.resolve(pom), "<version>" + VERSION, "<version>" + version);
    }
    try {
      return build(
          "-Djapicmp.skip=false",
          "-Dapi.baseline=" + VERSION,
          "-Dmaven.javadoc.skip",
          "-Dmaven.test.skip",
          "verify");
    } finally {
      Files.writeString(changed, before);
      for (String pom : List.of("pom.xml", "src/build/pom.xml")) {
        setVersion(sources.resolve(pom), "<version>" + version, "<version>" + VERSION);
      }
    }
  }

  /** The names of all files, without those of checksums and of the repository's own. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.matches(".*\\.(md5|sha1|sha256|sha512)"))
          .sorted()
          .toList();
    }
  }

  Path folder() {
    return sources
        .resolve(Path.of("target", "release", "dev", "blockyard", "blockyard-telemetry"))
        .resolve(VERSION);
  }
}
