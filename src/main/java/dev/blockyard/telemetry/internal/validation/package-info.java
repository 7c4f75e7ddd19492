/**
 * Finds annotations that would record nothing, or something wrong, when an application is deployed.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.validation;

import org.jspecify.annotations.NullMarked;
