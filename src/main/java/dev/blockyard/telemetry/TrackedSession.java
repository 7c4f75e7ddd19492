package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps a session open while the method runs: {@link BlockyardMetrics#sessionOpened()} at entry,
 * {@link BlockyardMetrics#sessionClosed()} when the call ends, however it ends.
 *
 * <p>A method that returns a {@code CompletionStage} ends when the stage does. A boolean result has
 * no effect. On a class, the annotation applies to each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TrackedSession {}
