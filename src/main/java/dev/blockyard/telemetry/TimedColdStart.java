package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tracks and times a cold start: {@link BlockyardMetrics#coldStartBegun()} at the entry, {@link
 * BlockyardMetrics#coldStartEnded()} when the call ends, however it ends, and {@link
 * BlockyardMetrics#coldStarted(java.time.Duration) coldStarted} if it ends well. The method begins
 * with the spawn and ends when the worker is healthy.
 *
 * <p>If a parameter is marked {@link App}, the duration also counts for that app where {@code
 * blockyard.telemetry.apps.durations} is on. A method that returns {@code false} or throws leaves
 * no duration. A method that returns a {@code CompletionStage} ends when the stage does: one that
 * never completes stays in progress. On a class, the annotation applies to each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimedColdStart {}
