/** The metric set on OpenTelemetry. */
@NullMarked
package dev.blockyard.telemetry.opentelemetry;

import org.jspecify.annotations.NullMarked;
