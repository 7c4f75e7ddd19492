package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.testing.ConstantPool;
import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.Page.Snippet;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys that the pages name exist, and the values of their snippets can be used. */
class PropertiesSnippetsTest {
  private static final Pattern KEY =
      Pattern.compile("(?<![\\w.])blockyard\\.telemetry\\.[a-z][\\w-]*(?:\\.[a-z][\\w-]*)*");

  static List<Snippet> snippets() {
    return Page.all().stream().flatMap(page -> page.snippets("properties").stream()).toList();
  }

  @Test
  void everyKeyThatAPageNamesExists() {
    List<String> metrics =
        Arrays.stream(BlockyardMetric.values()).map(BlockyardMetric::otelName).toList();
    assertThat(Page.all())
        .allSatisfy(
            page ->
                assertThat(KEY.matcher(page.text()).results().map(found -> found.group()))
                    .as(page.toString())
                    .filteredOn(name -> !metrics.contains(name))
                    .isSubsetOf(Keys.names()));
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void valuesCanBeUsed(Snippet snippet) throws IOException {
    Map<String, String> set = read(snippet);
    TelemetryConfig.parse(key -> Optional.ofNullable(set.get(key)));

    AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(() -> set)
        .addMetricExporterCustomizer((exporter, config) -> InMemoryMetricExporter.create())
        .addSpanExporterCustomizer((exporter, config) -> InMemorySpanExporter.create())
        .addLogRecordExporterCustomizer((exporter, config) -> InMemoryLogRecordExporter.create())
        .build()
        .getOpenTelemetrySdk()
        .close();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void otherKeysAreThoseOfOpenTelemetry(Snippet snippet) throws IOException {
    Set<String> known = textsInOpenTelemetry();
    known.addAll(Keys.names());
    assertThat(read(snippet).keySet()).filteredOn(key -> !known.contains(key)).isEmpty();
  }

  private static Set<String> textsInOpenTelemetry() throws IOException {
    Set<String> texts = new HashSet<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (path.contains("opentelemetry") && path.endsWith(".jar")) {
        try (JarFile jar = new JarFile(path)) {
          for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().endsWith(".class")) {
              texts.addAll(ConstantPool.texts(jar.getInputStream(entry)));
            }
          }
        }
      }
    }
    return texts;
  }

  /** Each line is a key and a value, as a reader takes it. */
  private static Map<String, String> read(Snippet snippet) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(snippet.text()));
    Map<String, String> read = new TreeMap<>();
    properties.forEach((key, value) -> read.put((String) key, (String) value));
    assertThat(read).as(snippet.toString()).hasSize((int) snippet.text().lines().count());
    return read;
  }
}
