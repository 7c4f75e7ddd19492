/**
 * The metric set on MicroProfile Metrics, with everything that only this backend needs.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.microprofile;

import org.jspecify.annotations.NullMarked;
