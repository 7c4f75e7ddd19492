package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.MessagesScenario;

/** Messages on the console of WildFly. */
class MessagesIT extends MessagesScenario {}
