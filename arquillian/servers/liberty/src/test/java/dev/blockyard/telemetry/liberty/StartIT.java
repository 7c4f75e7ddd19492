package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.StartScenario;

/** The start of applications on Open Liberty. */
class StartIT extends StartScenario {}
