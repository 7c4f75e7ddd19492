package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.BlockyardMetrics;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The metrics as text: with one series for each of some apps, and those that there are always. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class ScrapeBenchmark extends Measured {
  @Param({"10", "1000", "5000"})
  int apps;

  @Param Backend backend;

  private Deployment deployment;
  private Servlet endpoint;
  private PrometheusClient prometheus;

  @Override
  void open() throws ServletException, InterruptedException {
    Map<String, String> settings = new HashMap<>(backend.settings());
    settings.put("blockyard.telemetry.apps.max", Integer.toString(apps));
    deployment = Deployment.start(settings);
    endpoint = new Application().endpoint();
    prometheus = new PrometheusClient(backend);
    BlockyardMetrics metrics = deployment.get(BlockyardMetrics.class);
    for (int app = 0; app < apps; app++) {
      metrics.proxyRequest("app-" + app, 200);
      prometheus.proxyRequest("app-" + app, "2xx");
    }
    if (backend == Backend.MICROPROFILE) {
      Registry.awaitRecorded(apps); // registered in the background, if there are many
    }
  }

  @Override
  long recorded() {
    return 0;
  }

  @Override
  void close() {
    deployment.close();
  }

  /** The module's endpoint. */
  @Benchmark
  @Records(0)
  public ByteArrayOutputStream endpoint(Exchange exchange) throws IOException, ServletException {
    exchange.response().recycle();
    endpoint.service(exchange.request(), exchange.response());
    return exchange.response().body();
  }

  /** Prometheus' own client, with the same series. */
  @Benchmark
  @Records(0)
  public ByteArrayOutputStream prometheus(Exchange exchange) throws IOException {
    exchange.response().recycle();
    prometheus.write(exchange.response().body());
    return exchange.response().body();
  }
}
