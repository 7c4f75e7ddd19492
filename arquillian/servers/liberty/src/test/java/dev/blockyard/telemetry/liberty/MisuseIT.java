package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.MisuseScenario;

/** Wrong annotations on Open Liberty. */
class MisuseIT extends MisuseScenario {}
