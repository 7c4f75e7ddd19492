/** The module on WildFly's configuration {@code standalone-microprofile.xml}. */
@NullMarked
package dev.blockyard.telemetry.wildfly.microprofile;

import org.jspecify.annotations.NullMarked;
