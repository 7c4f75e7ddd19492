package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts failed health checks that led to an eviction, each time the method ends well: {@link
 * BlockyardMetrics#healthCheckFailed}. It belongs on the method that evicts, not on the probe.
 *
 * <p>The app is the parameter marked {@link App}, or {@link AppLabel#UNKNOWN} without one. A method
 * that returns {@code false} evicted nothing. A method that returns a {@code CompletionStage} ends
 * when the stage does. On a class, the annotation applies to each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CountedHealthCheckFailure {}
