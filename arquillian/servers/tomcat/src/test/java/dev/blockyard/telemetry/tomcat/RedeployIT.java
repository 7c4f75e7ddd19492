package dev.blockyard.telemetry.tomcat;

import dev.blockyard.telemetry.container.ProbeRedeployScenario;

/** An application that comes and goes with the built-in backend. */
class RedeployIT extends ProbeRedeployScenario {}
