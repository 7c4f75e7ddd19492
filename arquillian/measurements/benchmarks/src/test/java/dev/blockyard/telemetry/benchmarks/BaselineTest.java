package dev.blockyard.telemetry.benchmarks;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.benchmarks.SpanBenchmark.Spans;
import dev.blockyard.telemetry.internal.interception.TelemetryInterceptor;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.StackWalker.StackFrame;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the module is compared with is really there, and really the same. */
class BaselineTest {
  @ApplicationScoped
  static class Caller {
    Set<String> callersOfPlain() {
      return callers();
    }

    @Empty
    Set<String> callersOfEmpty() {
      return callers();
    }

    @HeldTimer
    Set<String> callersOfTimed() {
      return callers();
    }

    @CountedBundleUpload
    Set<String> callersOfCounted() {
      return callers();
    }

    private static Set<String> callers() {
      return StackWalker.getInstance()
          .walk(
              frames ->
                  frames
                      .map(StackFrame::getClassName)
                      .filter(name -> name.matches("dev\\.blockyard\\..*Interceptor"))
                      .map(name -> name.replaceFirst(".*\\.", ""))
                      .collect(toSet()));
    }
  }

  /** Notices calls of what is bound to the empty interceptor. */
  @Interceptor
  @Empty
  @Priority(Interceptor.Priority.LIBRARY_BEFORE + 11)
  static class Noticing {
    private static final List<String> NOTICED = new CopyOnWriteArrayList<>();

    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
      NOTICED.add(context.getMethod().getName());
      return context.proceed();
    }
  }

  @Test
  void callsGoThroughOneInterceptorOrNone() {
    try (Log log = Log.open();
        Deployment deployment =
            Deployment.start(
                Map.of(), Caller.class, EmptyInterceptor.class, HeldTimerInterceptor.class)) {
      Caller caller = deployment.get(Caller.class);

      assertThat(caller.callersOfPlain()).isEmpty();
      assertThat(caller.callersOfEmpty()).containsExactly("EmptyInterceptor");
      assertThat(caller.callersOfTimed()).containsExactly("HeldTimerInterceptor");
      assertThat(caller.callersOfCounted()).containsExactly("TelemetryInterceptor");
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void emptyInterceptorIsAroundTheBaselineAtThePriorityOfOurs() {
    try (Deployment deployment =
        Deployment.start(
            Map.of(),
            Services.Plain.class,
            Services.Intercepted.class,
            EmptyInterceptor.class,
            Noticing.class)) {
      deployment.get(Services.Plain.class).run();
      Services.Intercepted intercepted = deployment.get(Services.Intercepted.class);
      intercepted.run();
      intercepted.answer();
      intercepted.later();
      intercepted.about("shop");
    }

    assertThat(Noticing.NOTICED).containsExactly("run", "answer", "later", "about");
    assertThat(EmptyInterceptor.class.getAnnotation(Priority.class))
        .isEqualTo(TelemetryInterceptor.class.getAnnotation(Priority.class))
        .isEqualTo(HeldTimerInterceptor.class.getAnnotation(Priority.class));
  }

  @ParameterizedTest
  @EnumSource
  void requestsAreCountedForTheAppThatIsNamed(Backend backend) throws Exception {
    RequestBenchmark benchmark = new RequestBenchmark();
    benchmark.backend = backend;
    Exchange exchange = new Exchange();
    benchmark.open();
    try {
      benchmark.counted(exchange);
      benchmark.countedWithInnerFilter(exchange);
      benchmark.countedAndTimed(exchange);
      benchmark.countedAsync(exchange);
      benchmark.countedByResolver(exchange);

      assertThat(Exposition.parse(new Application().text()).samples())
          .containsEntry("blockyard_proxy_requests_total{app=\"shop\",status=\"2xx\"}", 4.0)
          .containsEntry("blockyard_proxy_requests_total{app=\"resolved\",status=\"2xx\"}", 1.0);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void otherSeriesAreThere() {
    SeriesBenchmark benchmark = new SeriesBenchmark();
    benchmark.series = 50;
    benchmark.open();
    try {
      assertThat(Registry.get().getNames())
          .filteredOn(name -> name.startsWith("other_"))
          .hasSize(50);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void everyAppHasItsTurn() {
    Cursor cursor = new Cursor();
    cursor.apps = 100;
    cursor.shuffle();

    assertThat(IntStream.generate(cursor::next).limit(2_000).distinct().count()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void bothClientsWriteTheSameSeries(Backend backend) throws Exception {
    ScrapeBenchmark benchmark = new ScrapeBenchmark();
    benchmark.backend = backend;
    benchmark.apps = 300;
    Exchange exchange = new Exchange();
    try (Log log = Log.open()) {
      benchmark.open();
      try {
        String ours = benchmark.endpoint(exchange).toString(StandardCharsets.UTF_8);
        String theirs = benchmark.prometheus(exchange).toString(StandardCharsets.UTF_8);

        assertThat(Exposition.parse(ours).samples()).isEqualTo(Exposition.parse(theirs).samples());
        assertThat(Exposition.parse(ours).help()).isEqualTo(Exposition.parse(theirs).help());
        assertThat(Exposition.parse(ours).types()).isEqualTo(Exposition.parse(theirs).types());
        assertThat(Exposition.parse(ours).find("blockyard_proxy_requests_total")).hasSize(300);
      } finally {
        benchmark.close();
      }
      assertThat(log.messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ABSENT, false, 0",
    "OFF, false, 0",
    "PROPAGATED, true, 0",
    "UNSAMPLED, true, 0",
    "SAMPLED, true, 3"
  })
  void spansAreWhatTheParameterSays(Spans spans, boolean propagated, int ended) throws Exception {
    SpanBenchmark benchmark = new SpanBenchmark();
    benchmark.spans = spans;
    Exchange exchange = new Exchange();
    Map<String, String> toWorker = new HashMap<>();
    long before = SpanBenchmark.spansEnded();
    benchmark.open();
    try {
      benchmark.call();
      benchmark.request(exchange);
      exchange.serve(
          benchmark.filters,
          (request, response) -> toWorker.putAll(WorkerTracing.headers()),
          benchmark.listeners);
    } finally {
      benchmark.close();
    }

    assertThat(toWorker.containsKey("traceparent")).isEqualTo(propagated);
    assertThat(SpanBenchmark.spansEnded() - before).isEqualTo(ended);
  }
}
