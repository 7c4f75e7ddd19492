package dev.blockyard.telemetry.benchmarks;

import com.codahale.metrics.MetricRegistry;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ProxyRequest;
import io.dropwizard.metrics.servlet6.InstrumentedFilter;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.servlet.jakarta.filter.MetricsFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.LongConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Requests through a filter, without a container around them. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class RequestBenchmark extends Measured {
  private static final String APP = "shop";
  private static final Handler NOTHING = (request, response) -> {};
  private static final Handler NAMED = (request, response) -> ProxyRequest.resolved(request, APP);
  private static final Handler ATTRIBUTE =
      (request, response) -> request.setAttribute("name of an attribute", APP);
  private static final Handler ASYNC = (request, response) -> request.startAsync().complete();
  private static final Handler ASYNC_NAMED =
      (request, response) -> {
        ProxyRequest.resolved(request, APP);
        request.startAsync().complete();
      };

  @Param Backend backend;

  private Deployment deployment;
  private MetricRegistry dropwizardRegistry;
  private Filter[] passThrough;
  private Filter[] countingPassThrough;
  private Filter[] outer;
  private Filter[] outerAndInner;
  private ServletRequestListener[] listeners;
  private Filter[] dropwizard;
  private Filter[] simpleclient;
  private Handler timing;
  private Handler forwarding;

  private static final class PassThrough implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }

  /** The least that counting can cost. */
  private record CountingPassThrough(Runnable counter) implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
      counter.run();
    }
  }

  @Override
  void open() throws ServletException {
    deployment = Deployment.start(backend.settings(), Resolver.class);
    passThrough = new Filter[] {new PassThrough()};
    countingPassThrough = new Filter[] {new CountingPassThrough(backend.heldCounter())};

    Application application = new Application();
    outerAndInner = application.filters();
    outer = Arrays.copyOf(outerAndInner, 1);
    listeners = application.listeners();
    BlockyardMetrics metrics = deployment.get(BlockyardMetrics.class);
    LongConsumer timer = backend.heldTimer();
    timing =
        (request, response) -> {
          ATTRIBUTE.handle(request, response);
          long start = System.nanoTime();
          timer.accept(System.nanoTime() - start);
        };
    forwarding =
        (request, response) -> {
          ProxyRequest.resolved(request, APP);
          long start = System.nanoTime();
          metrics.proxyRequestForwarded(Duration.ofNanos(System.nanoTime() - start));
        };

    dropwizardRegistry = new MetricRegistry();
    application.context().setAttribute(InstrumentedFilter.REGISTRY_ATTRIBUTE, dropwizardRegistry);
    dropwizard = new Filter[] {application.init(new InstrumentedFilter())};
    simpleclient =
        new Filter[] {application.init(new MetricsFilter("requests", "Requests", 1, null, false))};
  }

  @Override
  long recorded() throws IOException, ServletException {
    return backend.recorded()
        + dropwizardRegistry.getTimers().values().stream()
            .mapToLong(com.codahale.metrics.Timer::getCount)
            .sum()
        + simpleclientRecorded();
  }

  private static long simpleclientRecorded() {
    double sum = 0;
    for (MetricFamilySamples family :
        Collections.list(CollectorRegistry.defaultRegistry.metricFamilySamples())) {
      for (MetricFamilySamples.Sample sample : family.samples) {
        sum += sample.name.equals("requests_count") ? sample.value : 0;
      }
    }
    return (long) sum;
  }

  @Override
  void close() {
    deployment.close();
    CollectorRegistry.defaultRegistry.clear();
  }

  /** A filter that does nothing. */
  @Benchmark
  @Records(0)
  public void passThrough(Exchange exchange) throws IOException, ServletException {
    exchange.serve(passThrough, NOTHING);
  }

  /** A filter that counts in a held counter. */
  @Benchmark
  @Records(1)
  public void heldCounter(Exchange exchange) throws IOException, ServletException {
    exchange.serve(countingPassThrough, NOTHING);
  }

  /** The same, and the handler sets an attribute: where it says the app, it has to. */
  @Benchmark
  @Records(1)
  public void heldCounterAndAttribute(Exchange exchange) throws IOException, ServletException {
    exchange.serve(countingPassThrough, ATTRIBUTE);
  }

  /** The least that counting and timing costs. */
  @Benchmark
  @Records(2)
  public void heldCounterAndTimer(Exchange exchange) throws IOException, ServletException {
    exchange.serve(countingPassThrough, timing);
  }

  /** The module's filter, where there is no OpenTelemetry; the handler names the app. */
  @Benchmark
  @Records(1)
  public void counted(Exchange exchange) throws IOException, ServletException {
    exchange.serve(outer, NAMED, listeners);
  }

  /** The same; the application's resolver names the app. */
  @Benchmark
  @Records(1)
  public void countedByResolver(Exchange exchange) throws IOException, ServletException {
    exchange.serve(outer, NOTHING, listeners);
  }

  /** The module's two filters, where there is OpenTelemetry; nothing is traced. */
  @Benchmark
  @Records(1)
  public void countedWithInnerFilter(Exchange exchange) throws IOException, ServletException {
    exchange.serve(outerAndInner, NAMED, listeners);
  }

  /** The handler times what it forwards, too. */
  @Benchmark
  @Records(2)
  public void countedAndTimed(Exchange exchange) throws IOException, ServletException {
    exchange.serve(outer, forwarding, listeners);
  }

  /** Asynchronous, and complete before the handler returns. */
  @Benchmark
  @Records(1)
  public void countedAsync(Exchange exchange) throws IOException, ServletException {
    exchange.serve(outer, ASYNC_NAMED, listeners);
  }

  /** The same with a filter that does nothing. */
  @Benchmark
  @Records(0)
  public void passThroughAsync(Exchange exchange) throws IOException, ServletException {
    exchange.serve(passThrough, ASYNC);
  }

  /** Counts and times. */
  @Benchmark
  @Records(1)
  public void dropwizard(Exchange exchange) throws IOException, ServletException {
    exchange.serve(dropwizard, NOTHING);
  }

  /** The same, asynchronous. */
  @Benchmark
  @Records(1)
  public void dropwizardAsync(Exchange exchange) throws IOException, ServletException {
    exchange.serve(dropwizard, ASYNC);
  }

  /** Counts and times. */
  @Benchmark
  @Records(1)
  public void simpleclient(Exchange exchange) throws IOException, ServletException {
    exchange.serve(simpleclient, NOTHING);
  }
}
