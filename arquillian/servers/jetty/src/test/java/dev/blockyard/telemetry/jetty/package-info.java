/** The module on Jetty, one process for all deployments of a test run. */
@NullMarked
package dev.blockyard.telemetry.jetty;

import org.jspecify.annotations.NullMarked;
