/**
 * Finds annotations that could never record, or would record wrongly, at deployment: the rules of
 * {@code internal.rules}, and what only a container knows.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.validation;

import org.jspecify.annotations.NullMarked;
