/** Executors of MicroProfile Context Propagation, which not every server has. */
@NullMarked
package dev.blockyard.telemetry.probe.threads.propagation;

import org.jspecify.annotations.NullMarked;
