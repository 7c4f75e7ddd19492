/** Entry point to the built-in backend, for use without CDI. */
@NullMarked
package dev.blockyard.telemetry.prometheus;

import org.jspecify.annotations.NullMarked;
