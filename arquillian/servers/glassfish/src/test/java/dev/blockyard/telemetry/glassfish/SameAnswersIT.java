package dev.blockyard.telemetry.glassfish;

import dev.blockyard.telemetry.container.SameAnswersScenario;

/** GlassFish answers alike with and without the module. */
class SameAnswersIT extends SameAnswersScenario {}
