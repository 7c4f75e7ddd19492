/**
 * Spans of calls and requests, and the trace context that travels to workers.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.tracing;

import org.jspecify.annotations.NullMarked;
