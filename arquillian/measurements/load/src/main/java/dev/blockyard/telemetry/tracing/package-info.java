/**
 * What stands in for the module where it is absent. The sample calls these classes, so that without
 * them it could not be deployed; here they do nothing.
 */
@NullMarked
package dev.blockyard.telemetry.tracing;

import org.jspecify.annotations.NullMarked;
