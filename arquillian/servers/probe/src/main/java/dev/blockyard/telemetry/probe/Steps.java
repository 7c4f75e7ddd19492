package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedProxyRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** What a request leads to, beside workers; needs no scope that only a full server has. */
@ApplicationScoped
public class Steps {
  @TimedProxyRequest
  void forward() {}

  @TimedBundleRestore
  void restore(@App String app) throws IOException {
    throw new IOException("no zip: " + app);
  }
}
