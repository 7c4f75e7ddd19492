/** The module beside OpenTelemetry's Java agent. */
@NullMarked
package dev.blockyard.telemetry.conformance.agent;

import org.jspecify.annotations.NullMarked;
