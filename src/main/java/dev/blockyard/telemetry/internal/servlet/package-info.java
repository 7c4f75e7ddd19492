/**
 * From a request to an event, and the endpoint that shows the metrics.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.servlet;

import org.jspecify.annotations.NullMarked;
