package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.SameAnswersScenario;

/** Open Liberty answers alike with and without the module. */
class SameAnswersIT extends SameAnswersScenario {}
