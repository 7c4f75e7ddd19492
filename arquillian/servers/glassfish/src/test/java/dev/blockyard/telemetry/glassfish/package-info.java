/** The module on GlassFish: one process, whose applications come and go. */
@NullMarked
package dev.blockyard.telemetry.glassfish;

import org.jspecify.annotations.NullMarked;
