/**
 * Tests of services that have the module's annotations or call {@code BlockyardMetrics}.
 *
 * <p>In the artifact with the classifier {@code testing}; never in the module's own jar.
 */
@NullMarked
package dev.blockyard.telemetry.testing;

import org.jspecify.annotations.NullMarked;
