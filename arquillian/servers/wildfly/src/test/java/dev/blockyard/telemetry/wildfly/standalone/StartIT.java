package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.StartScenario;

/** The start of applications on WildFly. */
class StartIT extends StartScenario {}
