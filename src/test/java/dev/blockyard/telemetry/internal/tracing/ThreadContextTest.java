package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.InMemoryTracing;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The services that carry the trace context to the threads of a server. */
class ThreadContextTest {
  private static final ContextKey<String> NAME = ContextKey.named("name");
  private static final Context CALLER = Context.root().with(NAME, "caller");
  private static final Context POOLED = Context.root().with(NAME, "pooled");

  private final InMemoryTracing tracing = new InMemoryTracing();
  private final Spans spans = DefaultSpans.of(tracing.sdk());

  /** What a server does with a service: it takes a snapshot, begins it elsewhere, and ends it. */
  enum Api {
    JAKARTA_CONCURRENCY {
      @Override
      Supplier<Runnable> current() {
        var snapshot = provider().currentContext(Map.of());
        return () -> snapshot.begin()::endContext;
      }

      @Override
      Supplier<Runnable> cleared() {
        var snapshot = provider().clearedContext(Map.of());
        return () -> snapshot.begin()::endContext;
      }

      private static jakarta.enterprise.concurrent.spi.ThreadContextProvider provider() {
        return ServiceLoader.load(jakarta.enterprise.concurrent.spi.ThreadContextProvider.class)
            .findFirst()
            .orElseThrow();
      }
    },

    MICROPROFILE_CONTEXT_PROPAGATION {
      @Override
      Supplier<Runnable> current() {
        var snapshot = provider().currentContext(Map.of());
        return () -> snapshot.begin()::endContext;
      }

      @Override
      Supplier<Runnable> cleared() {
        var snapshot = provider().clearedContext(Map.of());
        return () -> snapshot.begin()::endContext;
      }

      private static org.eclipse.microprofile.context.spi.ThreadContextProvider provider() {
        return ServiceLoader.load(org.eclipse.microprofile.context.spi.ThreadContextProvider.class)
            .findFirst()
            .orElseThrow();
      }
    };

    abstract Supplier<Runnable> current();

    abstract Supplier<Runnable> cleared();
  }

  @BeforeEach
  void deploy() {
    GlobalTracing.deploy(spans);
  }

  @AfterEach
  void undeploy() {
    GlobalTracing.undeploy(spans);
    tracing.close();
  }

  @ParameterizedTest
  @EnumSource
  void taskHasTheContextOfItsCallerAndItsThreadGetsItsOwnBack(Api api) {
    assertThatTaskHas(CALLER, CALLER.wrapSupplier(api::current).get());
  }

  @ParameterizedTest
  @EnumSource
  void clearedTaskHasNoContextAndItsThreadGetsItsOwnBack(Api api) {
    assertThatTaskHas(Context.root(), api.cleared());
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingIsTracedTheContextOfThreadsIsLeftAlone(Api api) {
    GlobalTracing.undeploy(spans);
    assertThatTaskHas(POOLED, CALLER.wrapSupplier(api::current).get());
    assertThatTaskHas(POOLED, api.cleared());
  }

  private static void assertThatTaskHas(Context expected, Supplier<Runnable> task) {
    POOLED
        .wrap(
            () -> {
              Runnable end = task.get();
              assertThat(Context.current()).isSameAs(expected);
              end.run();
              assertThat(Context.current()).isSameAs(POOLED);
            })
        .run();
  }
}
