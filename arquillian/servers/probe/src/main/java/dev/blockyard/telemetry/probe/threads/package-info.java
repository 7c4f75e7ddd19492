/** Calls that another thread serves, of which not every server knows every kind. */
@NullMarked
package dev.blockyard.telemetry.probe.threads;

import org.jspecify.annotations.NullMarked;
