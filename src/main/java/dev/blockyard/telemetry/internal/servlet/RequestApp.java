package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** Where a request keeps the name of its app until it is counted. */
public final class RequestApp {
  private static final String ATTRIBUTE = "dev.blockyard.telemetry.app";

  /** Holds the {@link AsyncRequest} that outlives the attribute. */
  private static final String ASYNC = "dev.blockyard.telemetry.async";

  private static final String SPAN = "dev.blockyard.telemetry.span";

  private RequestApp() {}

  /**
   * Names the app of a request.
   *
   * @param request the request
   * @param app its app; null or blank resolves nothing
   */
  public static void resolve(ServletRequest request, @Nullable String app) {
    if (app == null || app.isBlank()) {
      return;
    }
    request.setAttribute(ATTRIBUTE, app);
    if (request.getAttribute(ASYNC) instanceof AsyncRequest async) {
      async.resolve(app);
    }
    RequestSpan span = span(request);
    if (span != null) {
      span.resolved(app);
    }
  }

  /** Keeps what was found out, be it nothing, so that nobody is asked again. */
  static void resolveOnce(ServletRequest request, @Nullable String app) {
    request.setAttribute(ATTRIBUTE, app == null ? "" : app);
  }

  /** From now on this span is told, too. */
  static void tell(RequestSpan span, ServletRequest request) {
    request.setAttribute(SPAN, span);
  }

  static @Nullable RequestSpan span(ServletRequest request) {
    return request.getAttribute(SPAN) instanceof RequestSpan span ? span : null;
  }

  /** From now on this object is told, too. What was resolved before, {@link #of} returns. */
  static void tell(AsyncRequest async, ServletRequest request) {
    request.setAttribute(ASYNC, async);
  }

  static @Nullable String of(ServletRequest request) {
    return (String) request.getAttribute(ATTRIBUTE);
  }
}
