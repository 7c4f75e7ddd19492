package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.containers.StandIn;
import dev.blockyard.telemetry.internal.tracing.HttpSpanOptions;
import dev.blockyard.telemetry.internal.tracing.OpenTelemetrySpans;
import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import dev.blockyard.telemetry.internal.tracing.Spans;
import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page about tracing says which spans there are, and what stands in them. */
class TracingPageTest {
  private static final String REQUEST = "{METHOD} {route}";

  private final Page page = Page.of("tracing.md");
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();

  @AfterEach
  void close() {
    sdk.close();
  }

  private Spans spans(boolean reference) {
    return new OpenTelemetrySpans(sdk, HttpSpanOptions.of(reference, false, false), "a test");
  }

  /** The spans that ended since the last look. */
  private List<SpanData> ended() {
    List<SpanData> ended = List.copyOf(exporter.getFinishedSpanItems());
    exporter.reset();
    return ended;
  }

  private List<SpanData> spansOfCalls(Method method) {
    for (Supplier<Object> ending : AnnotatedCalls.ENDINGS) {
      AnnotatedCalls.call(method, ending, BlockyardMetrics.noop(), spans(false));
    }
    return ended();
  }

  /** A request that ends well, and one that fails. */
  private List<SpanData> spansOfRequests(boolean reference) {
    for (int status : new int[] {200, 503}) {
      RequestSpan span = spans(reference).request(request(status == 200 ? "GET" : "BREW"), null);
      span.resolved("shop");
      span.end(status);
    }
    return ended();
  }

  private static HttpServletRequest request(String method) {
    HttpServletMapping mapping =
        StandIn.of(
            HttpServletMapping.class,
            Map.of("getMappingMatch", MappingMatch.PATH, "getPattern", "/app/*"));
    return StandIn.of(
        HttpServletRequest.class,
        Map.ofEntries(
            Map.entry("getMethod", method),
            Map.entry("getRequestURI", "/app/shop"),
            Map.entry("getQueryString", "a=b"),
            Map.entry("getScheme", "http"),
            Map.entry("getServerName", "platform"),
            Map.entry("getServerPort", 80),
            Map.entry("getRemoteAddr", "127.0.0.1"),
            Map.entry("getRemotePort", 50000),
            Map.entry("getProtocol", "HTTP/1.1"),
            Map.entry("getHeader", "curl"),
            Map.entry("getHttpServletMapping", mapping)));
  }

  private static String nameOf(SpanData span) {
    return nameOf(span.getName());
  }

  private static String nameOf(String span) {
    return switch (span) {
      case "GET /app/*", "HTTP /app/*" -> REQUEST;
      case "worker.cold_start.start" -> "worker.cold_start.{phase}";
      default -> span;
    };
  }

  @Test
  void everySpanIsThereWithItsKindAndItsAnnotation() {
    Map<String, List<String>> made = new TreeMap<>();
    for (Method method : AnnotatedCalls.methods()) {
      for (SpanData span : spansOfCalls(method)) {
        made.put(nameOf(span), List.of(span.getKind().name(), AnnotatedCalls.nameOf(method)));
      }
    }
    for (SpanData span : spansOfRequests(false)) {
      made.put(nameOf(span), List.of(span.getKind().name()));
    }
    Map<String, List<String>> said = new TreeMap<>();
    for (Map<String, String> row : page.table("Spans")) {
      List<String> cells = new ArrayList<>(Page.code(row, "kind"));
      cells.addAll(Page.code(row, "made for"));
      said.put(Page.code(row, "span").get(0), cells);
    }
    assertThat(said).isEqualTo(made);
  }

  /** The innermost ends first. */
  @Test
  void spansOfOneMethodAreInTheOrderOfTheTable() {
    AnnotatedCalls.call(
        AnnotatedCalls.everything(), AnnotatedCalls.RETURNS, BlockyardMetrics.noop(), spans(false));
    List<String> outermostFirst = new ArrayList<>();
    ended().forEach(span -> outermostFirst.add(0, nameOf(span)));
    assertThat(page.table("Spans"))
        .extracting(row -> Page.code(row, "span").get(0))
        .filteredOn(name -> !name.equals(REQUEST))
        .isEqualTo(outermostFirst);
  }

  @Test
  void everyAttributeIsThereWithItsTypeAndItsSpans() {
    List<SpanData> all = new ArrayList<>(spansOfRequests(true));
    AnnotatedCalls.methods().forEach(method -> all.addAll(spansOfCalls(method)));
    Set<String> names = all.stream().map(TracingPageTest::nameOf).collect(Collectors.toSet());

    Map<String, Set<String>> made = new TreeMap<>();
    for (SpanData span : all) {
      for (AttributeKey<?> key : span.getAttributes().asMap().keySet()) {
        made.computeIfAbsent(
                key.getKey() + ' ' + key.getType().name().toLowerCase(Locale.ROOT),
                attribute -> new TreeSet<>())
            .add(nameOf(span));
      }
    }
    Map<String, Set<String>> said = new TreeMap<>();
    for (Map<String, String> row : page.table("Attributes")) {
      said.put(
          Page.code(row, "attribute").get(0) + ' ' + row.get("type"),
          "every span".equals(row.get("on"))
              ? new TreeSet<>(names)
              : new TreeSet<>(Page.code(row, "on")));
    }
    assertThat(said).isEqualTo(made);
  }

  @Test
  void attributesOfTheReferenceAreMarked() {
    Set<String> always = attributes(spansOfRequests(false));
    Set<String> onDemand = attributes(spansOfRequests(true));
    onDemand.removeAll(always);
    assertThat(page.table("Attributes"))
        .filteredOn(row -> row.getOrDefault("value", "").contains("; only with "))
        .extracting(row -> Page.code(row, "attribute").get(0))
        .containsExactlyInAnyOrderElementsOf(onDemand);
  }

  private static Set<String> attributes(List<SpanData> spans) {
    return spans.stream()
        .flatMap(span -> span.getAttributes().asMap().keySet().stream())
        .map(AttributeKey::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatWorkersGetIsNamed() {
    Map<String, String> environment =
        WorkerTracing.environment(
            "shop", "w1", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"));
    assertThat(page.code()).containsAll(environment.keySet());
    for (String attribute :
        environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "").split(",", -1)) {
      assertThat(page.code()).contains(attribute.split("=", 2)[0]);
    }
  }
}
