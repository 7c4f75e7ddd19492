package dev.blockyard.telemetry.tomcat;

import dev.blockyard.telemetry.container.SameAnswersScenario;

/** Tomcat answers alike with and without the module. */
class SameAnswersIT extends SameAnswersScenario {}
