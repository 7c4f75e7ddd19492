package dev.blockyard.telemetry.tracing;

import java.net.http.HttpRequest;
import java.util.Map;

/** Adds nothing. */
public final class WorkerTracing {
  private WorkerTracing() {}

  /** Returns the request as it is. */
  public static HttpRequest.Builder inject(HttpRequest.Builder request) {
    return request;
  }

  /** Returns none. */
  public static Map<String, String> headers() {
    return Map.of();
  }

  /** Returns what the user sets. */
  public static Map<String, String> environment(
      String app, String workerId, Map<String, String> userEnv) {
    return Map.copyOf(userEnv);
  }
}
