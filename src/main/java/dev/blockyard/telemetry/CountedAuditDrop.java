package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts a dropped audit entry: {@link BlockyardMetrics#auditEntryDropped()}.
 *
 * <p>On a method that returns {@code boolean} or {@code Boolean}, {@code false} means “not
 * accepted” and is the drop, as with {@link java.util.Queue#offer}; {@code true} and null are not.
 * On any other method, a normal return is the drop. A method that returns a {@code CompletionStage}
 * ends when the stage does, and the same applies to its value. An exception is not a drop. On a
 * class, the annotation applies to each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CountedAuditDrop {}
