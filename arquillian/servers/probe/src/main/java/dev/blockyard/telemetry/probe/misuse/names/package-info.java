/** A metric of the application with a name of the module. */
@NullMarked
package dev.blockyard.telemetry.probe.misuse.names;

import org.jspecify.annotations.NullMarked;
