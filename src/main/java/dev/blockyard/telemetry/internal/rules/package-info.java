/**
 * What is wrong with annotations that could never record, or would record wrongly: the same rules
 * for a deployment and for a compiler, which show their classes as a {@code ClassView}. Only the
 * JDK and this jar are on a processor path, so no rule needs any other type.
 *
 * <p>Internal: may change or go away in any release.
 */
@NullMarked
package dev.blockyard.telemetry.internal.rules;

import org.jspecify.annotations.NullMarked;
