/** Asynchronous methods of session beans, which not every server knows. */
@NullMarked
package dev.blockyard.telemetry.probe.threads.sessionbeans;

import org.jspecify.annotations.NullMarked;
