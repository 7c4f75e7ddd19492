/**
 * The tests that OpenTelemetry's own instrumentations of HTTP servers have to pass, run against the
 * module on Jetty, in every way in which a servlet can answer.
 */
@NullMarked
package dev.blockyard.telemetry.conformance;

import org.jspecify.annotations.NullMarked;
