package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of Prometheus client_java itself, which it reads once for each class loader. */
public class PrometheusSettingsTest {
  private static final String COLD_START = "blockyard_cold_start_seconds";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path classPath;

  @ParameterizedTest
  @ValueSource(strings = {"histogram_classic_upper_bounds=1,2,3", "histogram_native_only=true"})
  void bucketsOfTheModuleCannotBeChanged(String setting) throws Exception {
    assertThat(textWith("io.prometheus.metrics." + COLD_START + '.' + setting).lines())
        .filteredOn(line -> line.startsWith(COLD_START + "_bucket"))
        .hasSize(9)
        .contains(COLD_START + "_bucket{le=\"0.5\"} 0", COLD_START + "_bucket{le=\"64.0\"} 0");
  }

  @Test
  void noSeriesCanBeAddedToTheText() throws Exception {
    assertThat(textWith("io.prometheus.exporter.include_created_timestamps=true"))
        .contains("blockyard_workers_spawned_total 1.0")
        .doesNotContain("_created");
  }

  @Test
  void aSettingThatTheLibraryRefusesFailsTheDeploymentWithACode() {
    assertThatThrownBy(() -> textWith("io.prometheus.nonsense=1"))
        .hasStackTraceContaining("BYT0075: ")
        .hasStackTraceContaining("io.prometheus.nonsense");
  }

  /** Records without CDI. */
  public static final class Door implements Callable<String> {
    public Door() {}

    @Override
    public String call() {
      return String.valueOf(PrometheusMetrics.on(new PrometheusRegistry()));
    }
  }

  @Test
  void aSettingThatTheLibraryRefusesIsNamedWithoutADeploymentToo() {
    assertThatThrownBy(
            () -> MissingLibraryTest.textIn(withSetting("io.prometheus.nonsense=1"), Door.class))
        .hasMessageStartingWith("BYT0075: ")
        .hasMessageContaining("io.prometheus.nonsense");
  }

  private String textWith(String setting) throws Exception {
    return MissingLibraryTest.textIn(withSetting(setting), MissingLibraryTest.Application.class);
  }

  private URLClassLoader withSetting(String setting) throws IOException {
    Files.writeString(classPath.resolve("prometheus.properties"), setting);
    URL[] libraries = MissingLibraryTest.urls(MissingLibraryTest.SERVLETS);
    URL[] all = Arrays.copyOf(libraries, libraries.length + 1);
    all[libraries.length] = MissingLibraryTest.url(classPath);
    return new URLClassLoader(all, ClassLoader.getPlatformClassLoader());
  }
}
