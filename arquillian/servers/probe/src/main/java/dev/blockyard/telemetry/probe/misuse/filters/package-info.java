/** A library of the application, which registers a filter before the module does. */
@NullMarked
package dev.blockyard.telemetry.probe.misuse.filters;

import org.jspecify.annotations.NullMarked;
