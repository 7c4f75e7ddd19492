/** An application that starts, and has trouble with what it records. */
@NullMarked
package dev.blockyard.telemetry.probe.troubled;

import org.jspecify.annotations.NullMarked;
