/** Annotated methods inside transactions. */
@NullMarked
package dev.blockyard.telemetry.probe.transactions;

import org.jspecify.annotations.NullMarked;
