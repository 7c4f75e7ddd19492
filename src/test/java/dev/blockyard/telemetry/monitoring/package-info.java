/** The dashboard and the rules of Prometheus name what the module records, and do what they say. */
@NullMarked
package dev.blockyard.telemetry.monitoring;

import org.jspecify.annotations.NullMarked;
