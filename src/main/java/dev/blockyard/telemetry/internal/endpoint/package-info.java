/**
 * The module's own endpoint for metrics.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.endpoint;

import org.jspecify.annotations.NullMarked;
