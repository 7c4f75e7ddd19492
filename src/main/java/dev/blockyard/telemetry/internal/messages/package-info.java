/**
 * Coded messages, and the ways in which they reach users: log, exceptions, responses.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.messages;

import org.jspecify.annotations.NullMarked;
