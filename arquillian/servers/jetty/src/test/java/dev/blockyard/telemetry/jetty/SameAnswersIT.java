package dev.blockyard.telemetry.jetty;

import dev.blockyard.telemetry.container.SameAnswersScenario;

/** Jetty answers alike with and without the module. */
class SameAnswersIT extends SameAnswersScenario {}
