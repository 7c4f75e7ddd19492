package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.opentelemetry.OpenTelemetryMetrics;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A backend for as many apps as there are. */
enum GrowthBackend {
  MICROPROFILE("MicroProfile Metrics") {
    @Override
    Opened open(int apps) throws ServletException {
      return deployed(Backend.MICROPROFILE, apps);
    }
  },

  PROMETHEUS("built-in") {
    @Override
    Opened open(int apps) throws ServletException {
      return deployed(Backend.PROMETHEUS, apps);
    }
  },

  OPENTELEMETRY("OpenTelemetry") {
    @Override
    Opened open(int apps) {
      System.setProperty(BOUND, Integer.toString(apps));
      Meters meters = new Meters(apps + OTHER_SERIES);
      return new Opened(OpenTelemetryMetrics.on(meters.meter()), meters::recorded);
    }
  };

  private static final String BOUND = "blockyard.telemetry.apps.max";

  private static final int OTHER_SERIES = 100;

  private final String title;

  GrowthBackend(String title) {
    this.title = title;
  }

  /** Does what the backend does when its metrics are read. */
  interface Scrape {
    void run() throws IOException, ServletException;
  }

  /** One that is open until the JVM ends. */
  record Opened(BlockyardMetrics metrics, Scrape scrape) {}

  abstract Opened open(int apps) throws ServletException;

  private static Opened deployed(Backend backend, int apps) throws ServletException {
    Map<String, String> settings = new HashMap<>(backend.settings());
    settings.put(BOUND, Integer.toString(apps));
    BlockyardMetrics metrics = Deployment.start(settings).get(BlockyardMetrics.class);
    Servlet endpoint = new Application().endpoint();
    Exchange exchange = new Exchange();
    return new Opened(
        metrics,
        () -> {
          exchange.response().recycle();
          endpoint.service(exchange.request(), exchange.response());
        });
  }

  @Override
  public String toString() {
    return title;
  }
}
