package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.InMemoryTracing;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application's own storage of contexts that fails breaks no call of the application. */
class BrokenContextTest {
  private final Log log = Log.open();
  private final InMemoryTracing tracing = new InMemoryTracing();
  private final OpenTelemetrySpans spans = DefaultSpans.of(tracing.sdk());

  @AfterEach
  void close() {
    tracing.close();
    log.close();
  }

  /** What a context does once such a storage is asked. */
  private record Broken(boolean opens) implements Context {
    @Override
    public <V> @Nullable V get(ContextKey<V> key) {
      return null;
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      return this;
    }

    @Override
    public Scope makeCurrent() {
      if (!opens) {
        throw new IllegalStateException("the storage does not open it");
      }
      return () -> {
        throw new IllegalStateException("the storage does not close it");
      };
    }
  }

  @Test
  void aCallGoesOnAndIsRecorded() {
    for (boolean opens : new boolean[] {false, true}) {
      CallSpan call = new OpenCall(spans, new Span[0], Context.root(), new Broken(opens));
      List<String> recorded = new ArrayList<>();
      call.within(() -> recorded.add("the end of its stage"));
      call.leave();

      assertThat(recorded).hasSize(1);
    }
    assertThatItIsReportedOnce();
  }

  @Test
  void aRequestGoesOn() {
    for (boolean opens : new boolean[] {false, true}) {
      new OpenRequest(spans, Span.getInvalid(), new Broken(opens), true, null)
          .makeCurrent()
          .close();
    }
    assertThatItIsReportedOnce();
  }

  /** Or the next call on this thread would belong to the wrong trace. */
  @Test
  void contextOfBeforeIsCurrentAgain() {
    Context before = Context.current();
    RequestSpan.Current current = RestoredContext.make(spans, new Broken(true), null);
    try (Scope left = Context.root().with(ContextKey.named("left"), "behind").makeCurrent()) {
      current.close();

      assertThat(left).isNotNull();
      assertThat(Context.current()).isSameAs(before);
    }
  }

  private void assertThatItIsReportedOnce() {
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0033: ");
  }
}
