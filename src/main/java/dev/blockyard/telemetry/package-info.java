/**
 * The metrics of an app-hosting platform: what its services annotate, call and inject.
 *
 * <p>Data goes one way. An annotation, the request filter or a call says what happened; {@link
 * dev.blockyard.telemetry.BlockyardMetrics} knows which series that moves; the backend keeps the
 * numbers.
 */
@NullMarked
package dev.blockyard.telemetry;

import org.jspecify.annotations.NullMarked;
