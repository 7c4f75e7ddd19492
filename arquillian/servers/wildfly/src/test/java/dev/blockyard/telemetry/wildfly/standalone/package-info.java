/** The module on WildFly's configuration {@code standalone.xml}. */
@NullMarked
package dev.blockyard.telemetry.wildfly.standalone;

import org.jspecify.annotations.NullMarked;
