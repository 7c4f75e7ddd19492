/**
 * The metrics as text, where the application brings SmallRye Metrics and no server shows them.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.exposition;

import org.jspecify.annotations.NullMarked;
