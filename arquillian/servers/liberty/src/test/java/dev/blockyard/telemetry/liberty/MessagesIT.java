package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.MessagesScenario;

/** Messages on the console of Open Liberty. */
class MessagesIT extends MessagesScenario {}
