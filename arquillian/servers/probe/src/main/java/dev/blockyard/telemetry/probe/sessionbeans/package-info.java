/** The session beans of the application under test, which not every server knows. */
@NullMarked
package dev.blockyard.telemetry.probe.sessionbeans;

import org.jspecify.annotations.NullMarked;
