/** What several tests share. */
@NullMarked
package dev.blockyard.telemetry.testing;

import org.jspecify.annotations.NullMarked;
