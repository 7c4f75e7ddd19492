package dev.blockyard.telemetry.glassfish;

import dev.blockyard.telemetry.container.MisuseScenario;

/** Wrong annotations on GlassFish. */
class MisuseIT extends MisuseScenario {}
