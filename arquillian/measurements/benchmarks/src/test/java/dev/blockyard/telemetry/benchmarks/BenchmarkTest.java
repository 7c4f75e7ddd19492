package dev.blockyard.telemetry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Log;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark does what it says: it records as often as it is run. Nothing is measured here. */
class BenchmarkTest {
  private static final int OPERATIONS = 100;
  private static final int THREADS = 2;

  /** Smaller than what is measured, where that takes long. */
  private static final Map<Class<?>, Map<String, List<String>>> SMALL =
      Map.of(
          SeriesBenchmark.class, Map.of("series", List.of("50")),
          AppsBenchmark.class, Map.of("apps", List.of("1", "300")),
          ScrapeBenchmark.class, Map.of("apps", List.of("300")),
          RegistrationBenchmark.class, Map.of("apps", List.of("100")));

  @TestFactory
  Stream<DynamicTest> recordsAsOftenAsItIsRun() {
    return all()
        .flatMap(BenchmarkTest::withParameters)
        .map(
            subject ->
                DynamicTest.dynamicTest(
                    subject.toString(), () -> recordsAsOftenAsItIsRun(subject)));
  }

  private static void recordsAsOftenAsItIsRun(Subject subject) throws Exception {
    Method method = method(subject.benchmark());
    boolean once = method.getDeclaringClass() == RegistrationBenchmark.class;
    int operations = once ? 1 : OPERATIONS;
    int threads = once ? 1 : THREADS;
    try (Log log = Log.open()) {
      run(subject, operations, threads);
      assertThat(log.messages()).isEmpty();
    }
    long expected = (long) method.getAnnotation(Records.class).value() * operations * threads;
    assertThat(Measured.lastRecorded()).isEqualTo(expected);
  }

  private static void run(Subject subject, int operations, int threads) throws RunnerException {
    ChainedOptionsBuilder options =
        subject
            .options()
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementBatchSize(operations)
            .threads(threads)
            .forks(0);
    new Runner(options.build()).runSingle();
  }

  @Test
  void everyBenchmarkIsInTheTable() {
    Set<String> compared =
        Targets.all().stream()
            .flatMap(Comparison::subjects)
            .map(Subject::benchmark)
            .collect(Collectors.toSet());

    assertThat(compared).containsExactlyInAnyOrderElementsOf(all().toList());
  }

  @Test
  void everyRowOfTheTableNamesAllParametersOfItsBenchmarks() {
    assertThat(Targets.all().stream().flatMap(Comparison::subjects))
        .allSatisfy(
            subject ->
                assertThat(parametersOf(method(subject.benchmark()).getDeclaringClass()))
                    .containsOnlyKeys(subject.parameters().keySet())
                    .allSatisfy(
                        (name, values) ->
                            assertThat(values).contains(subject.parameters().get(name))));
  }

  /** All benchmarks that JMH knows, as {@code Class.method}. */
  private static Stream<String> all() {
    return BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
        .stream()
        .map(entry -> entry.getUsername().replaceFirst(".*\\.(?=\\w+\\.\\w+$)", ""));
  }

  private static Stream<Subject> withParameters(String benchmark) {
    Class<?> type = method(benchmark).getDeclaringClass();
    Map<String, List<String>> parameters = new TreeMap<>(parametersOf(type));
    parameters.putAll(SMALL.getOrDefault(type, Map.of()));
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (String value : parameter.getValue()) {
          Map<String, String> one = new TreeMap<>(combination);
          one.put(parameter.getKey(), value);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations.stream().map(combination -> new Subject(benchmark, combination));
  }

  private static Map<String, List<String>> parametersOf(Class<?> type) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.isAnnotationPresent(Param.class)) {
        parameters.put(field.getName(), values(field));
      }
    }
    return parameters;
  }

  private static List<String> values(Field field) {
    return field.getType().isEnum()
        ? Stream.of(field.getType().getEnumConstants()).map(Object::toString).toList()
        : List.of(field.getAnnotation(Param.class).value());
  }

  private static Method method(String benchmark) {
    String[] name = benchmark.split("\\.", 2);
    try {
      Class<?> type = Class.forName(BenchmarkTest.class.getPackageName() + "." + name[0]);
      return Stream.of(type.getMethods())
          .filter(method -> method.getName().equals(name[1]))
          .findAny()
          .orElseThrow(() -> new AssertionError("no benchmark " + benchmark));
    } catch (ClassNotFoundException e) {
      throw new AssertionError("no benchmark " + benchmark, e);
    }
  }
}
