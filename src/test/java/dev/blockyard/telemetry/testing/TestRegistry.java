package dev.blockyard.telemetry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.internal.microprofile.SmallRyeText;
import io.smallrye.metrics.SharedMetricRegistries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** A registry of SmallRye Metrics that shares nothing with others, and leaves nothing behind. */
public final class TestRegistry implements AutoCloseable {
  private final String scope = "t_" + UUID.randomUUID();
  private final MetricRegistry registry = SharedMetricRegistries.getOrCreate(scope);

  /** The registry. */
  public MetricRegistry registry() {
    return registry;
  }

  /** What the registry shows to Prometheus. */
  public Exposition exposition() {
    return Exposition.parse(text(), labels -> scope.equals(labels.get("mp_scope")));
  }

  /** The same, read strictly. */
  public List<StrictText.Sample> samples() {
    return StrictText.parse(text()).stream()
        .filter(sample -> scope.equals(sample.labels().get("mp_scope")))
        .toList();
  }

  /** The text that all registries of this JVM show. */
  public static String text() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      SmallRyeText.find().orElseThrow().write(text, null, Set.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(UTF_8);
  }

  @Override
  public void close() {
    registry.removeMatching(MetricFilter.ALL);
    SharedMetricRegistries.drop(scope);
  }
}
