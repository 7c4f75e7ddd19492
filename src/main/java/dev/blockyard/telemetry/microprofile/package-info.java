/** The metric set on MicroProfile Metrics. */
@NullMarked
package dev.blockyard.telemetry.microprofile;

import org.jspecify.annotations.NullMarked;
