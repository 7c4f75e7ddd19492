/** The module on Tomcat, one process for all deployments of a test run. */
@NullMarked
package dev.blockyard.telemetry.tomcat;

import org.jspecify.annotations.NullMarked;
