package dev.blockyard.telemetry.tomcat;

import dev.blockyard.telemetry.container.RefusalScenario;

/** Wrong annotations on Tomcat. */
class MisuseIT extends RefusalScenario {}
