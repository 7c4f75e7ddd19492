package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.MisuseScenario;

/** Wrong annotations on WildFly. */
class MisuseIT extends MisuseScenario {}
