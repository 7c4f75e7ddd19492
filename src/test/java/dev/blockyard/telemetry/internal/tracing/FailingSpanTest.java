package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.InMemoryTracing;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans that throw in one of their methods: the request goes on, and one warning says so. */
class FailingSpanTest {
  private static final Set<Class<?>> LEADING_TO_SPANS =
      Set.of(TracerBuilder.class, Tracer.class, SpanBuilder.class, Span.class);

  private final InMemoryTracing tracing = new InMemoryTracing();
  private final Log log = Log.open();

  @AfterEach
  void close() {
    log.close();
    tracing.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  /** The SDK, whose spans fail in all methods of a name. */
  private OpenTelemetry failingIn(String method) {
    return failingIn(method, OpenTelemetry.class, tracing.sdk());
  }

  private static <T> T failingIn(String failing, Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            FailingSpanTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals(failing) && type == Span.class) {
                throw new IllegalStateException(failing);
              }
              if (method.getName().equals("storeInContext")) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              Object result = method.invoke(target, arguments);
              return LEADING_TO_SPANS.contains(method.getReturnType())
                  ? failingIn(failing, method.getReturnType(), result)
                  : result;
            }));
  }

  private static Spans spans(OpenTelemetry openTelemetry) {
    return DefaultSpans.of(openTelemetry);
  }

  private void assertOneWarning(String subject) {
    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0033: " + subject + " was not");
  }

  @Test
  void appThatCannotBeRecordedIsKnownToTheCallsWithinTheRequest() {
    Spans spans = spans(failingIn("setAttribute"));
    RequestSpan request = spans.request(request(Map.of(), Map.of()), null);
    request.resolved("shop");
    assertOneWarning("a request");

    try (RequestSpan.Current current = request.makeCurrent()) {
      assertThat(current).isNotNull();
      OpenCallTest.call(spans, "worker.spawn");
    }
    assertThat(tracing.ended())
        .singleElement()
        .satisfies(
            call -> assertThat(call.getAttributes().get(OpenTelemetrySpans.APP)).isEqualTo("shop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"setAttribute", "setStatus", "recordException"})
  void spanEndsWhateverOfItsEndFails(String method) {
    RequestSpan request = spans(failingIn(method)).request(request(Map.of(), Map.of()), null);
    request.failed(new IllegalArgumentException());
    request.end(500);

    assertThat(tracing.ended()).hasSize(1);
    assertOneWarning("a request");
  }

  /** The server's own span, current while the module makes something of it. */
  private RequestSpan ofServer(String failing) {
    OpenTelemetry openTelemetry = failingIn(failing);
    Span server = openTelemetry.getTracer("server").spanBuilder("GET").startSpan();
    try (Scope scope = Context.root().with(server).makeCurrent()) {
      assertThat(scope).isNotNull();
      return spans(openTelemetry).requestOfServer(request(Map.of(), Map.of()));
    }
  }

  @Test
  void serversSpanThatCannotFailIsWarnedAbout() {
    RequestSpan request = ofServer("setStatus");
    assertThat(request.isOwn()).isFalse();
    assertThat(log.messages()).isEmpty();

    request.returned(500);
    assertOneWarning("a request");
  }

  @Test
  void serversSpanThatCannotBeNamedIsWarnedAboutAndLeftAlone() {
    RequestSpan request = ofServer("updateName");
    assertOneWarning("a request");

    request.returned(500);
    request.end(500);
    assertThat(tracing.ended()).isEmpty();
    assertThat(log.messages()).hasSize(1);
  }

  @Test
  void headersThatCannotBeWrittenAreWarnedAbout() {
    Spans spans = spans(tracing.sdk());
    RequestSpan request = spans.request(request(Map.of(), Map.of()), null);
    try (RequestSpan.Current current = request.makeCurrent()) {
      assertThat(current).isNotNull();
      spans.inject(
          (name, value) -> {
            throw new UnsupportedOperationException(name);
          });
    }
    assertOneWarning("the trace context of a worker");
  }
}
