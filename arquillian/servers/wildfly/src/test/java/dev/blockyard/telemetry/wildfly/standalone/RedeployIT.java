package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.ProbeRedeployScenario;

/** An application that comes and goes with the built-in backend. */
class RedeployIT extends ProbeRedeployScenario {}
