package dev.blockyard.telemetry.internal.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.contract.EveryMethod;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A meter that fails in any way changes nothing for those who record. */
class FailingMeterTest {
  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("broken"),
        new AssertionError("broken"),
        new NoClassDefFoundError("broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aMeterThatRefusesEverythingIsReportedOncePerMetric(Throwable failure) {
    try (Log log = Log.open()) {
      Meter meter = failing(Meter.class, failure, method -> true);
      BlockyardMetrics metrics = on(meter);
      callEverythingTwice(metrics);
      end(metrics);

      assertThat(log.messages()).hasSize(21).allMatch(message -> message.startsWith("BYT0004"));
      assertThat(log.messages())
          .anySatisfy(
              message ->
                  assertThat(message)
                      .contains("blockyard_workers_spawned_total")
                      .contains(failure.toString()));
    }
  }

  /** The names are there, and the instrument is not. */
  @ParameterizedTest
  @MethodSource("failures")
  void anInstrumentThatCannotBeBuiltIsReportedOncePerMetric(Throwable failure) {
    try (Log log = Log.open()) {
      Meter meter = failing(Meter.class, failure, method -> method.getName().startsWith("build"));
      BlockyardMetrics metrics = on(meter);
      callEverythingTwice(metrics);
      end(metrics);

      assertThat(log.messages()).hasSize(21).allMatch(message -> message.startsWith("BYT0004"));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void instrumentsThatFailAreReportedOncePerMetric(Throwable failure) {
    try (Log log = Log.open()) {
      BlockyardMetrics metrics = on(failing(Meter.class, failure, FailingMeterTest::isUse));
      callEverythingTwice(metrics);

      assertThat(log.messages())
          .hasSize(8) // six histograms and two removals; counts are in our own adders
          .allMatch(message -> message.startsWith("BYT0005"))
          .anySatisfy(
              message ->
                  assertThat(message).contains("blockyard_cold_start_seconds").contains("broken"));
      end(metrics);
      assertThat(log.messages()).allMatch(message -> message.startsWith("BYT0005"));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void allInstrumentsAreClosedHoweverOneFails(Throwable failure) {
    Set<String> closed = new HashSet<>();
    try (Log log = Log.open()) {
      BlockyardMetrics metrics =
          on(
              failing(
                  Meter.class,
                  failure,
                  method ->
                      isUse(method) && closed.add(method.getDeclaringClass().getSimpleName())));
      end(metrics);

      assertThat(closed).containsExactlyInAnyOrder("ObservableLongCounter", "ObservableLongGauge");
      assertThat(log.messages()).singleElement().asString().startsWith("BYT0005");
    }
  }

  private static boolean isUse(Method method) {
    return method.getName().equals("close")
        || DoubleHistogram.class.isAssignableFrom(method.getDeclaringClass());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void oneRefusedMetricLeavesTheOthersAlone(Throwable failure) {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SdkMeterProvider provider =
            SdkMeterProvider.builder().registerMetricReader(reader).build();
        Log log = Log.open()) {
      Meter working = provider.get("working");
      Meter meter =
          proxy(
              Meter.class,
              (method, arguments) -> {
                if (List.of(arguments).contains("blockyard.proxy.requests")) {
                  throw failure;
                }
                return call(working, method, arguments);
              });
      callEverythingTwice(on(meter));

      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("BYT0004: blockyard_proxy_requests_total is not recorded");
      assertThat(reader.collectAllMetrics())
          .extracting(MetricData::getName)
          .contains("blockyard.workers.spawned", "blockyard.sessions.active", "blockyard.build")
          .doesNotContain("blockyard.proxy.requests");
    }
  }

  private static void callEverythingTwice(BlockyardMetrics metrics) {
    List<Method> methods =
        EveryMethod.ofMetrics().stream()
            .filter(method -> !method.getName().equals("forgetApp"))
            .toList();
    for (int i = 0; i < 2; i++) {
      for (Method method : methods) {
        assertThatCode(() -> EveryMethod.call(metrics, method))
            .as(method.getName())
            .doesNotThrowAnyException();
      }
    }
    for (String app : List.of("shop", "stranger", "shop")) {
      assertThatCode(() -> metrics.forgetApp(app)).doesNotThrowAnyException();
    }
  }

  private static RecordingMetrics on(Meter meter) {
    return new RecordingMetrics(new OpenTelemetryInstruments(meter), 10, true);
  }

  private static void end(BlockyardMetrics metrics) {
    assertThatCode(((RecordingMetrics) metrics)::close).doesNotThrowAnyException();
  }

  private interface Behaviour {
    Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Behaviour behaviour) {
    return type.cast(
        Proxy.newProxyInstance(
            FailingMeterTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                behaviour.of(method, arguments == null ? new Object[0] : arguments)));
  }

  /** Fails in some methods; the others hand out what fails likewise. */
  private static <T> T failing(Class<T> type, Throwable failure, Predicate<Method> where) {
    return proxy(
        type,
        (method, arguments) -> {
          if (where.test(method)) {
            throw failure;
          }
          return failing(method.getReturnType(), failure, where);
        });
  }

  private static Object call(Object target, Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
