/** What the page about servers tells users to build. */
@NullMarked
package dev.blockyard.telemetry.documented;

import org.jspecify.annotations.NullMarked;
