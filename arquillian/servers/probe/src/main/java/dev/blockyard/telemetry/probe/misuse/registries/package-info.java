/** One registry too many. */
@NullMarked
package dev.blockyard.telemetry.probe.misuse.registries;

import org.jspecify.annotations.NullMarked;
