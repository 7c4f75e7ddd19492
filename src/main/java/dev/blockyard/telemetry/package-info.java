/**
 * The metrics of an app-hosting platform: what its services annotate, call and inject.
 *
 * <p>Data flows in one direction: an annotation, the request filter or a call reports an event;
 * {@link dev.blockyard.telemetry.BlockyardMetrics} decides which series it changes; the backend
 * stores the values.
 */
@NullMarked
package dev.blockyard.telemetry;

import org.jspecify.annotations.NullMarked;
