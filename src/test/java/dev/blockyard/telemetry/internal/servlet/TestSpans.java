package dev.blockyard.telemetry.internal.servlet;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.internal.tracing.DefaultSpans;
import dev.blockyard.telemetry.internal.tracing.Spans;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.InMemoryTracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Spans of requests, as they end, and what they leave behind on the container's threads. */
final class TestSpans implements AutoCloseable {
  private final InMemoryTracing tracing = new InMemoryTracing();
  private final Queue<String> currentAfterRequests = new ConcurrentLinkedQueue<>();
  private final Spans spans = DefaultSpans.of(tracing.sdk());

  Spans spans() {
    return spans;
  }

  /** Looks, on the container's thread, when it is through with a request. */
  ServletRequestListener listener() {
    return new ServletRequestListener() {
      @Override
      public void requestDestroyed(ServletRequestEvent event) {
        Context current = Context.current();
        currentAfterRequests.add(current == Context.root() ? "none" : current.toString());
      }
    };
  }

  Queue<String> currentAfterRequests() {
    return currentAfterRequests;
  }

  /**
   * Returns how many SERVER spans have ended with which app and status class, in the way of {@link
   * CountedRequests}; what a span says beside must fit.
   */
  Map<String, Long> requests() {
    Map<String, Long> ended = new TreeMap<>();
    for (SpanData span : tracing.ended()) {
      ended.merge(text(span), 1L, Long::sum);
    }
    return ended;
  }

  /** Waits for the one span, which may end after its request is counted. */
  void await(String appAndClass) throws IOException, InterruptedException {
    Await.until(() -> assertThat(requests()).as("spans").isEqualTo(Map.of(appAndClass, 1L)));
  }

  private static String text(SpanData span) {
    Long status = span.getAttributes().get(AttributeKey.longKey("http.response.status_code"));
    String app = span.getAttributes().get(AttributeKey.stringKey("blockyard.app"));
    String error = span.getAttributes().get(AttributeKey.stringKey("error.type"));
    if (span.getKind() != SpanKind.SERVER || status == null) {
      return "no request: " + span;
    }
    boolean thrown = !span.getEvents().isEmpty();
    boolean failed = status >= 500 || thrown;
    if (failed != (span.getStatus().getStatusCode() == StatusCode.ERROR)
        || failed != (error != null)
        || (status >= 500 && !status.toString().equals(error))) {
      return "no fit: " + span;
    }
    return requireNonNullElse(app, "unknown") + ' ' + StatusClass.of(status.intValue()).label();
  }

  @Override
  public void close() {
    tracing.close();
  }
}
