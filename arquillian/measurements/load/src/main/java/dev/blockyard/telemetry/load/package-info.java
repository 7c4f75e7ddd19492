/**
 * Compares the sample with the module, with the module switched off, and without it: under load,
 * and when it starts.
 */
@NullMarked
package dev.blockyard.telemetry.load;

import org.jspecify.annotations.NullMarked;
