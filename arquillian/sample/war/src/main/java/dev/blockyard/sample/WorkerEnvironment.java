package dev.blockyard.sample;

import dev.blockyard.telemetry.tracing.WorkerTracing;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The environment of a worker process. An app can read all of it, so it is built from a list of
 * harmless variables: the platform's own environment may hold tokens and passwords, the headers of
 * its exporter among them.
 */
final class WorkerEnvironment {
  private static final String OTLP_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final Set<String> PASSED_ON =
      Set.of(
          "LANG",
          "LC_ALL",
          "PATH",
          "SystemRoot",
          "TEMP",
          "TMP",
          "TZ",
          OTLP_ENDPOINT,
          "OTEL_EXPORTER_OTLP_PROTOCOL");

  private WorkerEnvironment() {}

  /**
   * Returns the environment of a worker.
   *
   * @param platform the environment of the platform
   */
  static Map<String, String> of(Map<String, String> platform, String app, String workerId) {
    Map<String, String> passedOn = new HashMap<>(platform);
    passedOn.keySet().retainAll(PASSED_ON);
    // An address may contain a password.
    passedOn.computeIfPresent(
        OTLP_ENDPOINT, (name, endpoint) -> endpoint.contains("@") ? null : endpoint);
    return WorkerTracing.environment(app, workerId, passedOn);
  }
}
