/** An annotated class that CDI does not find. */
@NullMarked
package dev.blockyard.telemetry.probe.misuse.forgotten;

import org.jspecify.annotations.NullMarked;
