/** Beans whose methods are called, but not as their annotations need it. */
@NullMarked
package dev.blockyard.telemetry.probe.misuse.signatures;

import org.jspecify.annotations.NullMarked;
