/** Metrics of the application under test itself, on servers with MicroProfile Metrics. */
@NullMarked
package dev.blockyard.telemetry.probe.ownmetrics;

import org.jspecify.annotations.NullMarked;
