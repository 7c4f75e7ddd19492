/** The examples of the page about testing, as a user writes them. */
@NullMarked
package dev.blockyard.telemetry.examples;

import org.jspecify.annotations.NullMarked;
