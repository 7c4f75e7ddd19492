/** What the application needs where the module is not in it. */
@NullMarked
package dev.blockyard.telemetry.probe.control;

import org.jspecify.annotations.NullMarked;
