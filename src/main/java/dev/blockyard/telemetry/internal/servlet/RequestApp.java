package dev.blockyard.telemetry.internal.servlet;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** Where a request keeps the name of its app until it is counted. */
public final class RequestApp {
  private static final String ATTRIBUTE = "dev.blockyard.telemetry.app";

  /** Holds the {@link AsyncRequest} that outlives the attribute. */
  private static final String ASYNC = "dev.blockyard.telemetry.async";

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
  }

  /** From now on this object is told, too. What was resolved before, {@link #of} returns. */
  static void tell(AsyncRequest async, ServletRequest request) {
    request.setAttribute(ASYNC, async);
  }

  static @Nullable String of(ServletRequest request) {
    return (String) request.getAttribute(ATTRIBUTE);
  }
}
