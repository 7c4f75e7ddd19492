/**
 * The metric set on OpenTelemetry.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.opentelemetry;

import org.jspecify.annotations.NullMarked;
