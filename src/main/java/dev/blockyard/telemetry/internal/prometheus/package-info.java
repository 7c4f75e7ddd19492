/**
 * The built-in backend, on the Prometheus client library.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.prometheus;

import org.jspecify.annotations.NullMarked;
