/** The module in web applications on Open Liberty, seen from outside. */
@NullMarked
package dev.blockyard.telemetry.liberty;

import org.jspecify.annotations.NullMarked;
