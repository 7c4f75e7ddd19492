/**
 * From an annotated call to an event.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.interception;

import org.jspecify.annotations.NullMarked;
