package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.SameAnswersScenario;

/** WildFly answers alike with and without the module. */
class SameAnswersIT extends SameAnswersScenario {}
