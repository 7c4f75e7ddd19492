package dev.blockyard.telemetry.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.tracing.CallSpan;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.tracing.WorkerEnvironment;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What workers get: the trace context in headers, and who they are in their environment. */
class WorkerTracingTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String NAME = "OTEL_SERVICE_NAME";
  private static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";

  private static HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1/")).header("traceparent", "old");
  }

  @Test
  void nothingIsAddedWhereNothingIsTraced() {
    assertThat(WorkerTracing.headers()).isEmpty();
    assertThat(WorkerTracing.inject(request()).build().headers().allValues("traceparent"))
        .containsExactly("old");
  }

  @Test
  void currentSpanAndBaggageReplaceWhatTheClientSent() {
    try (Tracing tracing = Tracing.start("");
        Scope scope = Baggage.builder().put("tenant", "a b").build().makeCurrent()) {
      assertThat(tracing).isNotNull();
      assertThat(scope).isNotNull();
      CallSpan span =
          Objects.requireNonNull(GlobalTracing.get()).call(List.of("proxy.forward"), null, null);
      String expected =
          "00-"
              + Span.current().getSpanContext().getTraceId()
              + "-"
              + Span.current().getSpanContext().getSpanId()
              + "-01";
      assertThat(WorkerTracing.inject(request()).build().headers().map())
          .isEqualTo(Map.of("traceparent", List.of(expected), "baggage", List.of("tenant=a%20b")));
      assertThat(WorkerTracing.headers())
          .isEqualTo(Map.of("traceparent", expected, "baggage", "tenant=a%20b"));
      span.leave();
      assertThat(WorkerTracing.headers()).isEqualTo(Map.of("baggage", "tenant=a%20b"));
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  /** Where spans go nowhere, the trace and what was decided about it are the client's still. */
  @ParameterizedTest
  @ValueSource(strings = {"00", "01"})
  void spanThatGoesNowhereContinuesTheTraceAndRecordsNothing(String flags) {
    SpanContext client =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.fromHex(flags, 0),
            TraceState.builder().put("vendor", "x").build());
    try (Tracing tracing = Tracing.start("");
        Scope scope = Span.wrap(client).makeCurrent()) {
      assertThat(tracing).isNotNull();
      assertThat(scope).isNotNull();
      CallSpan span =
          Objects.requireNonNull(GlobalTracing.get())
              .call(List.of("worker.cold_start", "worker.spawn"), "shop", null);

      assertThat(Span.current().isRecording()).isFalse();
      assertThat(Span.current().getSpanContext().getSpanId()).isNotEqualTo(client.getSpanId());
      assertThat(WorkerTracing.headers())
          .containsEntry("tracestate", "vendor=x")
          .hasEntrySatisfying(
              "traceparent",
              value ->
                  assertThat(value).matches("00-" + client.getTraceId() + "-\\w{16}-" + flags));
      span.leave();
    }
  }

  @Test
  void environmentIsTheUsersWhereWorkersDoNotExport() {
    assertThat(WorkerTracing.environment("shop", "w1", Map.of("A", "b", ENDPOINT, " ")))
        .isEqualTo(Map.of("A", "b", ENDPOINT, " "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          shop  | w1 | -    | -                  | shop  | blockyard.app=shop,blockyard.worker_id=w1
          shop  | w1 | mine | -                  | mine  | blockyard.app=shop,blockyard.worker_id=w1
          shop  | w1 | -    | team=a,env=b       | shop  | team=a,env=b,blockyard.app=shop,blockyard.worker_id=w1
          shop  | w1 | -    | blockyard.app=mine | shop  | blockyard.app=mine,blockyard.worker_id=w1
          a,b=c | w 1| -    | -                  | a,b=c | blockyard.app=a%2Cb%3Dc,blockyard.worker_id=w%201
          é+    | w+1| -    | -                  | é+    | blockyard.app=%C3%A9%2B,blockyard.worker_id=w%2B1
          shop  | w1 | -    | service.name=a%20b | a b   | service.name=a%20b,blockyard.app=shop,blockyard.worker_id=w1
          """)
  void workersThatExportSayWhoTheyAre(
      String app, String worker, String name, String attributes, String named, String merged) {
    Map<String, String> env = new HashMap<>(Map.of(ENDPOINT, "http://collector:4317"));
    if (name != null) {
      env.put(NAME, name);
    }
    if (attributes != null) {
      env.put(ATTRIBUTES, attributes);
    }
    Map<String, String> before = Map.copyOf(env);

    assertThat(WorkerTracing.environment(app, worker, env))
        .isEqualTo(Map.of(ENDPOINT, "http://collector:4317", NAME, named, ATTRIBUTES, merged));
    assertThat(env).isEqualTo(before);
  }

  @Test
  void workersThatInheritTheEndpointDoNotInheritThePlatformsIdentity() {
    Map<String, String> platform =
        Map.of(
            ENDPOINT,
            "http://collector:4317",
            NAME,
            "platform",
            ATTRIBUTES,
            "service.name=platform,service.instance.id=7,env=prod,blockyard.app=outer,team=a");

    assertThat(WorkerEnvironment.of("shop", "w1", Map.of(ATTRIBUTES, "team=b"), platform))
        .isEqualTo(
            Map.of(
                NAME,
                "shop",
                ATTRIBUTES,
                "env=prod,team=b,blockyard.app=shop,blockyard.worker_id=w1"));
  }

  @Test
  void endpointThatTheUserClearsIsNotInherited() {
    Map<String, String> user = Map.of(ENDPOINT, "");
    assertThat(WorkerEnvironment.of("shop", "w1", user, Map.of(ENDPOINT, "http://c:4317")))
        .isEqualTo(user);
  }

  @Test
  void clientsTraceContextIsNeverSentBesideTheCurrentOne() {
    Map<String, List<String>> client =
        Map.of(
            "Traceparent", List.of("garbage"),
            "TraceState", List.of("vendor=1"),
            "Baggage", List.of("a=b", "c=d"),
            "Accept", List.of("x", "y"));
    assertThat(WorkerTracing.headers(client)).containsExactlyInAnyOrderEntriesOf(client);
    try (Tracing tracing = Tracing.start("")) {
      assertThat(tracing).isNotNull();
      CallSpan span =
          Objects.requireNonNull(GlobalTracing.get()).call(List.of("proxy.forward"), null, null);
      String current = Objects.requireNonNull(WorkerTracing.headers().get("traceparent"));

      Map<String, List<String>> headers = WorkerTracing.headers(client);
      assertThat(headers).hasSize(2);
      assertThat(headers.get("traceparent")).containsExactly(current);
      assertThat(headers.get("accept")).containsExactly("x", "y");

      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/"));
      client.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
      HttpRequest injected = WorkerTracing.inject(request).build();
      assertThat(injected.headers().allValues("traceparent")).containsExactly(current);
      assertThat(injected.headers().allValues("tracestate")).containsExactly("");
      assertThat(injected.headers().allValues("baggage")).containsExactly("");
      span.leave();
    }
  }
}
