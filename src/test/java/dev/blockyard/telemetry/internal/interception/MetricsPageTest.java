package dev.blockyard.telemetry.internal.interception;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.AppLabel;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.WorkerView;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.microprofile.MicroProfileTestBackend;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.StrictText;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The page about metrics says what the module's metrics are, on every backend. */
class MetricsPageTest {
  private static final List<Integer> STATUSES = List.of(101, 200, 302, 404, 503);
  private static final List<String> PROMETHEUS_NAMES =
      Arrays.stream(BlockyardMetric.values()).map(BlockyardMetric::prometheusName).toList();

  private final Page page = Page.of("metrics.md");

  record Worker(boolean draining, long sessions) implements WorkerView {}

  /** Everything that can happen. */
  static void move(BlockyardMetrics metrics) throws ReflectiveOperationException {
    for (Method event : events()) {
      move(metrics, event);
    }
    Arrays.stream(SpawnFailure.values()).forEach(metrics::workerSpawnFailed);
    STATUSES.forEach(status -> metrics.proxyRequest("shop", status));
    metrics.proxyRequest(null, 200);
  }

  private static List<Method> events() {
    return Arrays.stream(BlockyardMetrics.class.getDeclaredMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !method.getName().equals("forgetApp"))
        .toList();
  }

  private static void move(BlockyardMetrics metrics, Method event)
      throws ReflectiveOperationException {
    List<Object> arguments = new ArrayList<>();
    for (Class<?> type : event.getParameterTypes()) {
      arguments.add(argument(type));
    }
    event.invoke(metrics, arguments.toArray());
  }

  private static Object argument(Class<?> type) {
    return requireNonNull(
        Map.<Class<?>, Object>of(
                String.class,
                "shop",
                int.class,
                200,
                long.class,
                1L,
                Duration.class,
                Duration.ofSeconds(1),
                StopReason.class,
                StopReason.CRASHED,
                SpawnFailure.class,
                SpawnFailure.REJECTED,
                ColdStartPhase.class,
                ColdStartPhase.READY,
                Iterable.class,
                List.of(new Worker(false, 1)))
            .get(type));
  }

  /** The samples of MicroProfile Metrics after everything has happened. */
  private static List<StrictText.Sample> samples() throws ReflectiveOperationException {
    try (MicroProfileTestBackend backend = new MicroProfileTestBackend()) {
      move(backend.start(10));
      return backend.samples().stream()
          .filter(sample -> sample.name().startsWith("blockyard_"))
          .toList();
    }
  }

  @Test
  void everySeriesIsThereWithItsType() throws ReflectiveOperationException {
    assertThat(page.table("Series"))
        .extracting(row -> Page.code(row, "series").get(0))
        .containsExactlyElementsOf(PROMETHEUS_NAMES);
    assertThat(page.text()).contains("There are " + PROMETHEUS_NAMES.size() + " metrics");
    try (MicroProfileTestBackend backend = new MicroProfileTestBackend()) {
      move(backend.start(10));
      Map<String, String> types = backend.exposition().types();
      page.rows("Series")
          .forEach((name, row) -> assertThat(row).as(name).containsEntry("type", types.get(name)));
    }
  }

  @Test
  void everySeriesIsThereWithItsLabels() throws ReflectiveOperationException {
    Map<String, Set<String>> labels = new TreeMap<>();
    Map<String, Set<String>> values = new TreeMap<>();
    for (StrictText.Sample sample : samples()) {
      String name = sample.name().replaceFirst("_(bucket|count|sum)$", "");
      Map<String, String> own = new TreeMap<>(sample.labels());
      own.keySet().removeAll(Set.of("mp_scope", "le"));
      if (PROMETHEUS_NAMES.contains(name)) {
        labels.computeIfAbsent(name, key -> new TreeSet<>()).addAll(own.keySet());
        own.forEach(
            (label, value) -> values.computeIfAbsent(label, key -> new TreeSet<>()).add(value));
      }
    }
    Map<String, Set<String>> said = new TreeMap<>();
    page.rows("Series")
        .forEach((name, row) -> said.put(name, new TreeSet<>(Page.code(row, "labels"))));
    assertThat(said).isEqualTo(labels);
    for (BlockyardMetric metric : BlockyardMetric.values()) {
      assertThat(said.get(metric.prometheusName()))
          .as(metric.prometheusName())
          .containsExactlyInAnyOrderElementsOf(metric.labels());
    }

    values.keySet().removeAll(BlockyardMetric.TELEMETRY_INFO.labels()); // as the text says
    values.getOrDefault("app", Set.of()).remove("shop");
    values.getOrDefault("app", Set.of()).add(AppLabel.OTHER);
    Map<String, Set<String>> saidValues = new TreeMap<>();
    for (Map<String, String> row : page.table("Labels")) {
      saidValues
          .computeIfAbsent(Page.code(row, "label").get(0), key -> new TreeSet<>())
          .addAll(Page.code(row, "value"));
    }
    assertThat(saidValues).isEqualTo(values);
  }

  @Test
  void everyHistogramIsThereWithItsBuckets() throws ReflectiveOperationException {
    Map<String, List<Double>> buckets = new TreeMap<>();
    for (StrictText.Sample sample : samples()) {
      String bound = sample.labels().getOrDefault("le", "+Inf");
      boolean repeated = !sample.labels().getOrDefault("phase", "ready").equals("ready");
      if (!bound.equals("+Inf") && !repeated) {
        buckets
            .computeIfAbsent(sample.name().replace("_bucket", ""), key -> new ArrayList<>())
            .add(Double.valueOf(bound));
      }
    }
    assertThat(buckets(page)).isEqualTo(buckets);
  }

  static Map<String, List<Double>> buckets(Page page) {
    Map<String, List<Double>> said = new TreeMap<>();
    for (Map<String, String> row : page.table("Buckets")) {
      said.put(
          Page.code(row, "histogram").get(0),
          Page.code(row, "upper bounds in seconds").stream().map(Double::valueOf).toList());
    }
    return said;
  }

  @Test
  void everySeriesIsMovedByWhatTheTableSays() throws ReflectiveOperationException {
    Map<String, Set<String>> methods = new TreeMap<>();
    for (Method event : events()) {
      try (MicroProfileTestBackend backend = new MicroProfileTestBackend()) {
        BlockyardMetrics metrics = backend.start(10);
        Exposition before = backend.exposition();
        move(metrics, event);
        for (String key : backend.exposition().since(before).keySet()) {
          String name = key.replaceFirst("\\{.*", "").replaceFirst("_count$", "");
          methods.computeIfAbsent(name, series -> new TreeSet<>()).add(event.getName());
        }
      }
    }
    methods.put(BlockyardMetric.TELEMETRY_INFO.prometheusName(), Set.of()); // always 1
    assertThat(methods.keySet()).containsExactlyInAnyOrderElementsOf(PROMETHEUS_NAMES);
    page.rows("Series")
        .forEach(
            (name, row) -> {
              Collection<String> movers = methods.getOrDefault(name, Set.of());
              assertThat(Page.code(row, "method of `BlockyardMetrics`"))
                  .as(name)
                  .containsExactlyInAnyOrderElementsOf(movers);
              List<String> annotations = annotations(movers);
              assertThat(Page.code(row, "annotation or filter"))
                  .as(name)
                  .containsExactlyInAnyOrderElementsOf(annotations);
              if (annotations.isEmpty() && !movers.isEmpty()) {
                assertThat(row).containsEntry("annotation or filter", "the request filter");
              }
            });
  }

  /** The annotations that lead to a call of one of these methods, however the call ends. */
  private static List<String> annotations(Collection<String> methods) {
    List<String> annotations = new ArrayList<>();
    for (Method method : AnnotatedCalls.methods()) {
      for (Supplier<Object> ending : AnnotatedCalls.ENDINGS) {
        String name = AnnotatedCalls.nameOf(method);
        if (!annotations.contains(name)
            && AnnotatedCalls.recorded(method, ending).stream().anyMatch(methods::contains)) {
          annotations.add(name);
        }
      }
    }
    return annotations;
  }
}
