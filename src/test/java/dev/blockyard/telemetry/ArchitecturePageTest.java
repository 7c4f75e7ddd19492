package dev.blockyard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the architecture names every package. */
class ArchitecturePageTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String API = "dev.blockyard.telemetry";

  private final Page page = Page.of("architecture.md");

  @Test
  void everyPackageHasARow() throws IOException {
    assertThat(rooms()).doesNotHaveDuplicates().containsAll(packages());
  }

  private List<String> rooms() {
    return page.rows("Rooms").keySet().stream()
        .map(name -> name.equals(API) ? name : API + "." + name)
        .toList();
  }

  private static List<String> packages() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
          .distinct()
          .toList();
    }
  }
}
