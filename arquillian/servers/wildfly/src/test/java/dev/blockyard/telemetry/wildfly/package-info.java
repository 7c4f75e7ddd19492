/** The module in web applications on WildFly, seen from outside. */
@NullMarked
package dev.blockyard.telemetry.wildfly;

import org.jspecify.annotations.NullMarked;
