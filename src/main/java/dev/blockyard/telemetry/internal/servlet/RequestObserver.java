package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the observations of one deployment share. */
final class RequestObserver {
  /** Observes nothing. */
  static final RequestObserver NONE = new RequestObserver(RequestTelemetry.NONE);

  private final RequestTelemetry telemetry;
  private final long slowNanos;
  private final Warnings warnings = new Warnings();

  /**
   * The number of requests that wait for the container's error handling, so that the others need
   * not be looked up when they are destroyed. A request that its server never destroys stays in
   * here, and then each is looked up.
   */
  private final AtomicInteger unsettled = new AtomicInteger();

  RequestObserver(RequestTelemetry telemetry) {
    this(telemetry, TimeUnit.SECONDS.toNanos(1));
  }

  /** Warns about a resolver that takes longer than this. */
  RequestObserver(RequestTelemetry telemetry, long slowNanos) {
    this.telemetry = telemetry;
    this.slowNanos = slowNanos;
  }

  RequestTelemetry telemetry() {
    return telemetry;
  }

  /** Asks the application's resolver for the app of a request. */
  @Nullable String resolve(HttpServletRequest request) {
    RequestTelemetry.Resolver resolver = telemetry.resolver();
    if (resolver == null) {
      return null;
    }
    try {
      long start = System.nanoTime();
      Optional<String> app = resolver.bean().resolve(request);
      warnIfSlow(resolver, System.nanoTime() - start);
      return app == null ? null : app.orElse(null);
    } catch (Throwable t) {
      warnings.once(Message.BYT0007, t, resolver.name(), t);
      return null;
    }
  }

  private void warnIfSlow(RequestTelemetry.Resolver resolver, long nanos) {
    if (nanos > slowNanos) {
      long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
      warnings.once(Message.BYT0020, null, resolver.name(), millis);
    }
  }

  void count(@Nullable String app, int status) {
    telemetry.metrics().proxyRequest(app, status);
  }

  /** A request waits for the container's error handling. */
  void await(@Nullable String app) {
    unsettled.incrementAndGet();
    telemetry.expectation().accept(app);
  }

  void settled() {
    unsettled.decrementAndGet();
  }

  boolean hasUnsettled() {
    return unsettled.get() != 0;
  }

  void warn(Throwable failure) {
    warnings.once(Message.BYT0005, failure, "a request", failure);
  }
}
