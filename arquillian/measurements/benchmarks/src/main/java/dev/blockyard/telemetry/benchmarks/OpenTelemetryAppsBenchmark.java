package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.opentelemetry.OpenTelemetryMetrics;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The same as {@link AppsBenchmark}, in a JVM that has only this backend: no application has two,
 * and the compiler would have to allow for both.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class OpenTelemetryAppsBenchmark extends Measured {
  private static final int OK = 200;
  private static final String STATUS = "2xx";
  private static final AttributeKey<String> APP_KEY = AttributeKey.stringKey("app");
  private static final AttributeKey<String> STATUS_KEY = AttributeKey.stringKey("status");

  @Param({"1", "100", "1000"})
  int apps;

  private String[] names;
  private Meters meters;
  private BlockyardMetrics metrics;
  private LongCounter counter;
  private Attributes[] held;

  @Override
  void open() {
    names = IntStream.range(0, apps).mapToObj(i -> "app-" + i).toArray(String[]::new);
    meters = new Meters();
    metrics = OpenTelemetryMetrics.on(meters.meter());
    counter = meters.meter().counterBuilder("requests").build();
    held =
        Arrays.stream(names)
            .map(app -> Attributes.of(APP_KEY, app, STATUS_KEY, STATUS))
            .toArray(Attributes[]::new);
    for (String app : names) {
      metrics.proxyRequest(app, OK);
    }
  }

  @Override
  long recorded() {
    return meters.recorded();
  }

  @Override
  void close() {
    meters.close();
  }

  /** The module. */
  @Benchmark
  @Records(1)
  public void module(Cursor cursor) {
    metrics.proxyRequest(names[cursor.next()], OK);
  }

  /** A counter of the SDK. */
  @Benchmark
  @Records(1)
  public void sdk(Cursor cursor) {
    counter.add(1, Attributes.of(APP_KEY, names[cursor.next()], STATUS_KEY, STATUS));
  }

  /** A counter of the SDK, its attributes held. */
  @Benchmark
  @Records(1)
  public void sdkHeld(Cursor cursor) {
    counter.add(1, held[cursor.next()]);
  }
}
