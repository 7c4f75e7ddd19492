package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts and times a restore: {@link BlockyardMetrics#bundleRestored} if the method ends well,
 * {@link BlockyardMetrics#bundleRestoreFailed()} if it throws, never both.
 *
 * <p>A method that returns {@code false} restored nothing, and neither is counted. A method that
 * returns a {@code CompletionStage} ends when the stage does; a cancelled stage is a failed
 * restore. On a class, the annotation applies to each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimedBundleRestore {}
