package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Times a cold start, each time the method ends well: {@link BlockyardMetrics#coldStarted}. The
 * method begins with the spawn and ends when the worker is healthy.
 *
 * <p>A method that returns {@code false} started nothing, one that throws leaves no duration; one
 * that returns a {@code CompletionStage} ends when the stage does. On a class it holds for each
 * business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimedColdStart {}
