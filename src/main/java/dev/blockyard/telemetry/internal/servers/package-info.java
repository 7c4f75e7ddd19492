/**
 * What particular servers do differently, one class for each difference.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.servers;

import org.jspecify.annotations.NullMarked;
