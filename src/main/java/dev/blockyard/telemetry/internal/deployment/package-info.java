/**
 * What is decided once per deployment: the backend.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.deployment;

import org.jspecify.annotations.NullMarked;
