package dev.blockyard.telemetry.glassfish;

import dev.blockyard.telemetry.container.ProbeRedeployScenario;

/**
 * An application that comes and goes with the built-in backend. GlassFish 7 keeps each of its class
 * loaders, with and without the module, so that this tests series, threads and the log alone there.
 */
class RedeployIT extends ProbeRedeployScenario {
  /** That of the first application that reads MicroProfile Config, which the control does not. */
  @Override
  protected int keptByTheServerForGood() {
    return 1;
  }
}
