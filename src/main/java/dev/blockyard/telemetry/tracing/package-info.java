/** Tracing outside of a server, and the trace context of workers. */
@NullMarked
package dev.blockyard.telemetry.tracing;

import org.jspecify.annotations.NullMarked;
