/**
 * The metric set: which event moves which series, whatever the backend.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.metrics;

import org.jspecify.annotations.NullMarked;
