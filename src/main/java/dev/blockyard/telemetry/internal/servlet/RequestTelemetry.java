package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.tracing.Spans;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the request filter works with in one deployment.
 *
 * @param metrics counts the requests
 * @param expectation is given the app of a request that will be counted later, perhaps on a thread
 *     that the server does not associate with the application
 * @param resolver the application's; null if it has none
 * @param spans creates the spans of requests; null if nothing is traced
 */
public record RequestTelemetry(
    BlockyardMetrics metrics,
    Consumer<@Nullable String> expectation,
    @Nullable Resolver resolver,
    @Nullable Spans spans) {
  /**
   * The application's resolver.
   *
   * @param bean what CDI gives for it, often a proxy
   * @param name the class of the bean, for messages
   */
  public record Resolver(AppResolver bean, String name) {}

  /** Records nothing. */
  public static final RequestTelemetry NONE =
      new RequestTelemetry(BlockyardMetrics.noop(), app -> {}, null, null);
}
