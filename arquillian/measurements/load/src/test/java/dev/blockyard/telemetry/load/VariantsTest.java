package dev.blockyard.telemetry.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The variants on the embedded server: they answer the same, and differ in the telemetry alone. */
class VariantsTest {
  private static final int REQUESTS = 50;
  private static final String FILTER = "dev.blockyard.telemetry.internal.servlet.RequestFilter";

  /** A class that users call: the module's API, and the stand-ins for its tracing. */
  private static final Pattern API =
      Pattern.compile("dev\\.blockyard\\.telemetry\\.(tracing\\.)?[A-Z]\\w*;?");

  @ParameterizedTest
  @EnumSource(names = {"ON", "OFF", "ABSENT"})
  void answersTheSameAndCountsOnlyWhereTheModuleIsOn(Variant variant) throws Exception {
    try (SampleProcess sample = new Embedded(Beans.NONE).start(variant)) {
      for (int request = 0; request < REQUESTS; request++) {
        assertThat(sample.get("app/nosuch/").statusCode()).isEqualTo(404);
      }
      HttpResponse<String> forwarded = sample.get("app/hello/");

      assertThat(forwarded.statusCode()).isEqualTo(200);
      assertThat(forwarded.body()).isEqualTo("This is hello\n");
      if (variant == Variant.ON) {
        Await.until(() -> assertThat(sample.counted()).isEqualTo(REQUESTS + 1));
        assertThat(ofTheModule(sample)).anyMatch(FILTER::equals);
      } else {
        assertThat(sample.metrics().statusCode()).isEqualTo(404);
        assertThat(ofTheModule(sample)).noneMatch(FILTER::equals);
      }
      if (variant == Variant.ABSENT) {
        assertThat(ofTheModule(sample)).isNotEmpty().allMatch(API.asMatchPredicate());
      }
    }
  }

  /** The classes of the module that have an instance. */
  private static List<String> ofTheModule(SampleProcess sample) throws Exception {
    return Pattern.compile("dev\\.blockyard\\.telemetry\\.\\S+")
        .matcher(sample.histogram())
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void jarWhereTheModuleIsAbsentHasNothingOfItThatRuns(@TempDir Path folder) throws Exception {
    Path jar =
        Archives.absent(
            Host.path("load.module"), Host.path("load.classes"), folder.resolve("absent.jar"));

    try (ZipFile content = new ZipFile(jar.toFile())) {
      assertThat(content.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .contains("dev/blockyard/telemetry/CountedWorkerSpawn.class")
          .contains("dev/blockyard/telemetry/NoMetrics.class")
          .allMatch(
              name ->
                  name.matches("dev/blockyard/telemetry/(tracing/)?[^/]+\\.class")
                      || name.equals("META-INF/beans.xml")
                      || name.equals("META-INF/MANIFEST.MF"));
    }
  }
}
