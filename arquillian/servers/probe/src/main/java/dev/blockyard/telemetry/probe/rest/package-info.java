/** JAX-RS resources of the application under test. */
@NullMarked
package dev.blockyard.telemetry.probe.rest;

import org.jspecify.annotations.NullMarked;
