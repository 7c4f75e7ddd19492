package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.BlockyardMetrics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Metrics whose series live as long as one deployment. */
public interface DeploymentMetrics extends BlockyardMetrics {
  /**
   * Prepares for a request that will be counted later, perhaps on a thread that the server does not
   * associate with the application.
   *
   * @param app the app's name; null or blank is {@link dev.blockyard.telemetry.AppLabel#UNKNOWN}
   */
  void expectRequest(@Nullable String app);

  /**
   * Returns the text for the module's own endpoint.
   *
   * @return empty if the server shows or exports the metrics itself
   */
  Optional<MetricsText> text();

  /** Removes every series at the end of the deployment; later events are counted nowhere. */
  void close();
}
