package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.tracing.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Calls and requests that have spans, or would have some. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class SpanBenchmark extends Measured {
  private static final Handler NAMED =
      (request, response) -> ProxyRequest.resolved(request, "shop");

  private static final LongAdder ENDED = new LongAdder();

  /** What becomes of a span. */
  public enum Spans {
    /** There is no OpenTelemetry. */
    ABSENT,
    /** There is, and it is switched off. */
    OFF,
    /** There are none, but workers get the trace context. */
    PROPAGATED,
    /** None is kept. */
    UNSAMPLED,
    /** All are kept, and go nowhere. */
    SAMPLED
  }

  @Param Spans spans;

  private @Nullable Tracing tracing;
  private Deployment deployment;
  private Services.Intercepted intercepted;
  private Services.Spawning spawning;
  Filter[] filters;
  ServletRequestListener[] listeners;

  static class Off {
    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return OpenTelemetry.noop();
    }
  }

  static class Unsampled {
    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return tracing(Sampler.alwaysOff());
    }
  }

  static class Sampled {
    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return tracing(Sampler.alwaysOn());
    }
  }

  /** Where spans would be exported. */
  private static final class Ended implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      ENDED.increment();
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  private static OpenTelemetry tracing(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .setTracerProvider(
            SdkTracerProvider.builder().setSampler(sampler).addSpanProcessor(new Ended()).build())
        .build();
  }

  private static Deployment deploy(Class<?>... openTelemetry) {
    return Deployment.start(
        Map.of(),
        Stream.concat(
                Stream.of(
                    EmptyInterceptor.class, Services.Intercepted.class, Services.Spawning.class),
                Arrays.stream(openTelemetry))
            .toArray(Class<?>[]::new));
  }

  @Override
  void open() throws ServletException {
    tracing = spans == Spans.PROPAGATED ? Tracing.start("") : null;
    deployment =
        switch (spans) {
          case ABSENT, PROPAGATED -> deploy();
          case OFF -> deploy(Off.class);
          case UNSAMPLED -> deploy(Unsampled.class);
          case SAMPLED -> deploy(Sampled.class);
        };
    intercepted = deployment.get(Services.Intercepted.class);
    spawning = deployment.get(Services.Spawning.class);
    Application application = new Application();
    filters =
        spans == Spans.ABSENT
            ? Arrays.copyOf(application.filters(), 1) // the second exists with OpenTelemetry alone
            : application.filters();
    listeners = application.listeners();
  }

  @Override
  long recorded() {
    return Registry.recorded();
  }

  /** Returns how many spans could have been exported in this JVM. */
  static long spansEnded() {
    return ENDED.sum();
  }

  @Override
  void close() {
    deployment.close();
    if (tracing != null) {
      tracing.close();
    }
  }

  /**
   * An empty interceptor in the same deployment: what the container and the compiler make of it.
   */
  @Benchmark
  @Records(0)
  public void empty() {
    intercepted.run();
  }

  /** One counter, and a span. */
  @Benchmark
  @Records(1)
  public void call() {
    spawning.run();
  }

  /** One counter, and a span. */
  @Benchmark
  @Records(1)
  public void request(Exchange exchange) throws IOException, ServletException {
    exchange.serve(filters, NAMED, listeners);
  }
}
