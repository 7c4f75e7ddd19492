/**
 * From an annotated call to an event and a span, driven by one table of bindings.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.interception;

import org.jspecify.annotations.NullMarked;
