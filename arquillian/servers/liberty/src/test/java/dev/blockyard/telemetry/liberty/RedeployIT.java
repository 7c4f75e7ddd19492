package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.ProbeRedeployScenario;

/** An application that comes and goes with MicroProfile Metrics. */
class RedeployIT extends ProbeRedeployScenario {}
