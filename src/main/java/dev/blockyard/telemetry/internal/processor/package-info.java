/**
 * Reports at compile time what would fail the deployment, at its place in the source.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.processor;

import org.jspecify.annotations.NullMarked;
