package dev.blockyard.telemetry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table and a drawing of all backends, measured for as short as can be. */
class GrowthTest {
  @Test
  void everyBackendIsMeasuredForEveryNumberOfApps(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    Path drawing = folder.resolve("growth.png");

    new Growth(List.of(2, 10), 1).run(new PrintStream(table, true, UTF_8), drawing);

    String value = " -?[0-9.]+ \\|";
    for (GrowthBackend backend : GrowthBackend.values()) {
      assertThat(table.toString(UTF_8).lines())
          .filteredOn(line -> line.startsWith("| " + backend + " |"))
          .hasSize(2)
          .allMatch(line -> line.matches("\\| [^|]+ \\| [0-9]+ \\|" + value.repeat(4)));
    }
    assertThat(drawing).isNotEmptyFile();
  }
}
