/** The module on WildFly with the micrometer subsystem, which is off by default. */
@NullMarked
package dev.blockyard.telemetry.wildfly.micrometer;

import org.jspecify.annotations.NullMarked;
