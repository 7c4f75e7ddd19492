package dev.blockyard.telemetry.glassfish;

import dev.blockyard.telemetry.container.ProbeRedeployScenario;

/**
 * An application that comes and goes with the built-in backend. GlassFish keeps each of its class
 * loaders, with and without the module, so that this tests series, threads and the log alone.
 */
class RedeployIT extends ProbeRedeployScenario {}
