package dev.blockyard.telemetry.jetty;

import dev.blockyard.telemetry.container.ProbeRedeployScenario;

/** An application that comes and goes with the built-in backend. */
class RedeployIT extends ProbeRedeployScenario {}
