/**
 * The configuration keys, their validation, and the bucket settings of the histograms.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.config;

import org.jspecify.annotations.NullMarked;
