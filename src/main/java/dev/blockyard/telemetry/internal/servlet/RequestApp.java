package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** Where a request keeps the name of its app until it is counted. */
public final class RequestApp {
  private static final String ATTRIBUTE = "dev.blockyard.telemetry.app";

  /**
   * Who else is told: the {@link RequestSpan}, or the {@link AsyncRequest} that outlives the
   * attributes and has the span. One attribute, because each costs a look-up on every request.
   */
  private static final String TOLD = "dev.blockyard.telemetry.told";

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
    Object told = request.getAttribute(TOLD);
    if (told instanceof AsyncRequest async) {
      async.resolve(app);
    } else if (told instanceof RequestSpan span) {
      span.resolved(app);
    }
  }

  /** Keeps what was found out, be it nothing, so that nobody is asked again. */
  static void resolveOnce(ServletRequest request, @Nullable String app) {
    request.setAttribute(ATTRIBUTE, app == null ? "" : app);
  }

  /** From now on this span is told, too. */
  static void tell(RequestSpan span, ServletRequest request) {
    request.setAttribute(TOLD, span);
  }

  static @Nullable RequestSpan span(ServletRequest request) {
    Object told = request.getAttribute(TOLD);
    if (told instanceof AsyncRequest async) {
      return async.span();
    }
    return told instanceof RequestSpan span ? span : null;
  }

  /**
   * From now on this object is told, too, and tells its span. What was resolved before, {@link #of}
   * returns.
   */
  static void tell(AsyncRequest async, ServletRequest request) {
    request.setAttribute(TOLD, async);
  }

  static @Nullable String of(ServletRequest request) {
    return (String) request.getAttribute(ATTRIBUTE);
  }
}
