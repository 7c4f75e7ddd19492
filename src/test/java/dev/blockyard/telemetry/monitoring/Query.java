package dev.blockyard.telemetry.monitoring;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.AppLabel;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.WorkerState;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an expression of PromQL names. It is read by its words; promtool says whether it parses. */
record Query(String expression) {
  private static final Map<String, Set<String>> SERIES = series();
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "state", labels(WorkerState.values(), WorkerState::label),
          "reason", reasons(),
          "phase", labels(ColdStartPhase.values(), ColdStartPhase::label),
          "status", labels(StatusClass.values(), StatusClass::label));

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern SELECTOR = Pattern.compile("([\\w:]+)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*[=!~]+\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|on|ignoring|group_left)\\b\\s*(?:\\(([\\w, ]*)\\))?");
  private static final Pattern WRITTEN_LABEL = Pattern.compile("\"(\\w+)\", \"\\$1\"");
  private static final Pattern NAME = Pattern.compile("(?<![\\w$])[a-zA-Z_][\\w:]*(?!\\s*\\()\\b");

  /** What the Prometheus exporter of OpenTelemetry's SDK makes of the info metric. */
  private static final String INFO_OF_SDK_EXPORTER = "blockyard_telemetry";

  /** The module's series, and those that Prometheus itself makes, each with its labels. */
  private static Map<String, Set<String>> series() {
    Map<String, Set<String>> series = new HashMap<>();
    series.put("up", Set.of());
    series.put(INFO_OF_SDK_EXPORTER, Set.copyOf(BlockyardMetric.TELEMETRY_INFO.labels()));
    for (BlockyardMetric metric : BlockyardMetric.values()) {
      Set<String> labels = Set.copyOf(metric.labels());
      if (metric.kind() == BlockyardMetric.Kind.HISTOGRAM) {
        Set<String> bucketLabels = new HashSet<>(labels);
        bucketLabels.add("le");
        series.put(metric.prometheusName() + "_bucket", bucketLabels);
        series.put(metric.prometheusName() + "_count", labels);
        series.put(metric.prometheusName() + "_sum", labels);
      } else {
        series.put(metric.prometheusName(), labels);
      }
    }
    return series;
  }

  private static Set<String> reasons() {
    Set<String> reasons = labels(StopReason.values(), StopReason::label);
    reasons.addAll(labels(SpawnFailure.values(), SpawnFailure::label));
    return reasons;
  }

  private static <T> Set<String> labels(T[] values, Function<T, String> label) {
    return Arrays.stream(values).map(label).collect(toCollection(HashSet::new));
  }

  /** Whether a recording rule makes the series, which its name tells. */
  static boolean isRecorded(String series) {
    return series.contains(":");
  }

  /** The metric that a series is of. */
  static BlockyardMetric metric(String series) {
    if (series.equals(INFO_OF_SDK_EXPORTER)) {
      return BlockyardMetric.TELEMETRY_INFO;
    }
    return Arrays.stream(BlockyardMetric.values())
        .filter(
            metric ->
                series.replaceFirst("_(bucket|count|sum)$", "").equals(metric.prometheusName()))
        .findFirst()
        .orElseThrow();
  }

  /** The series that the expression reads. */
  Set<String> names() {
    String rest = STRING.matcher(expression).replaceAll("");
    rest = rest.replaceAll("\\{[^}]*}", "").replaceAll("\\[[^]]*]", "");
    rest = rest.replaceAll("\\boffset\\s+[\\w$]+", "");
    rest = GROUPING.matcher(rest).replaceAll("");
    return NAME.matcher(rest)
        .results()
        .map(MatchResult::group)
        .filter(name -> !Set.of("and", "or", "unless").contains(name))
        .collect(toCollection(TreeSet::new));
  }

  /** The conditions on labels, in the order in which they are written. */
  List<String> selectors() {
    return SELECTOR.matcher(expression).results().map(MatchResult::group).toList();
  }

  /**
   * Fails unless every series, label and label value is one that exists.
   *
   * @param recorded what the recording rules make
   */
  void namesOnlyWhatExists(Set<String> recorded) {
    assertThat(names()).as(expression).isNotEmpty();
    Set<String> grouping = new HashSet<>(Set.of("job", "instance", "mp_app"));
    for (String name : names()) {
      assertThat(SERIES.containsKey(name) || recorded.contains(name))
          .as("%s in %s", name, expression)
          .isTrue();
      grouping.addAll(labelsOf(name));
    }
    WRITTEN_LABEL.matcher(expression).results().forEach(match -> grouping.add(match.group(1)));
    for (MatchResult selector : SELECTOR.matcher(expression).results().toList()) {
      Set<String> labels = new HashSet<>(Set.of("job", "instance"));
      labels.addAll(labelsOf(selector.group(1)));
      MATCHER
          .matcher(selector.group(2))
          .results()
          .forEach(
              matcher -> {
                assertThat(labels).as(expression).contains(matcher.group(1));
                valueExists(selector.group(1), matcher.group(1), matcher.group(2));
              });
    }
    GROUPING
        .matcher(expression)
        .results()
        .filter(match -> match.group(1) != null && !match.group(1).isBlank())
        .flatMap(match -> Stream.of(match.group(1).split(", ")))
        .forEach(label -> assertThat(grouping).as(expression).contains(label));
  }

  private void valueExists(String series, String label, String value) {
    Set<String> values = label.equals("le") ? bounds(series) : VALUES.get(label);
    if (values != null) {
      assertThat(values).as(expression).contains(value.split("\\|"));
    } else if (!value.startsWith("$")) {
      assertThat(value).as(expression).isIn(AppLabel.OTHER, AppLabel.UNKNOWN);
    }
  }

  /**
   * The values of the label {@code le} that can be asked for. Servers spell them in two ways, so
   * only recorded series can be asked, which have one spelling.
   */
  private static Set<String> bounds(String series) {
    if (!isRecorded(series)) {
      return Set.of();
    }
    Set<String> bounds =
        metric(series.replaceAll("^\\w+:|:\\w+$", "")).buckets().stream()
            .map(bound -> BigDecimal.valueOf(bound.toMillis(), 3).stripTrailingZeros())
            .map(BigDecimal::toPlainString)
            .collect(toCollection(HashSet::new));
    bounds.add("+Inf");
    return bounds;
  }

  /** The labels of a series; a recorded one says them in its name, before the first colon. */
  private static Set<String> labelsOf(String name) {
    int colon = name.indexOf(':');
    return colon < 0
        ? SERIES.getOrDefault(name, Set.of())
        : Set.of(name.substring(0, colon).split("_"));
  }
}
