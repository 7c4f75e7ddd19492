/** Beans that no container may deploy, with a mistake for each code. */
@NullMarked
package dev.blockyard.telemetry.probe.misuse;

import org.jspecify.annotations.NullMarked;
