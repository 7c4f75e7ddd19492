/**
 * What the module says to its users: one code, one text each.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.messages;

import org.jspecify.annotations.NullMarked;
