/** That what is measured is what it says. */
@NullMarked
package dev.blockyard.telemetry.load;

import org.jspecify.annotations.NullMarked;
