/** What a release is made of, and how somebody else uses it. */
@NullMarked
package dev.blockyard.telemetry.release;

import org.jspecify.annotations.NullMarked;
