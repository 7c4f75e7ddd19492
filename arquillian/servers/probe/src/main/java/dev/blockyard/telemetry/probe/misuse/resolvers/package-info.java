/** One bean too many. */
@NullMarked
package dev.blockyard.telemetry.probe.misuse.resolvers;

import org.jspecify.annotations.NullMarked;
