/** The module on WildFly with {@code standalone-microprofile.xml}, beside OpenTelemetry's agent. */
@NullMarked
package dev.blockyard.telemetry.wildfly.agent;

import org.jspecify.annotations.NullMarked;
