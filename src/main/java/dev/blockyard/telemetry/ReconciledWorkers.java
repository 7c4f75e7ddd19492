package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets the gauges of workers by state from what the method returns, and the time of the
 * reconciliation: {@link BlockyardMetrics#workersByState(Iterable)}.
 *
 * <p>The method returns an {@code Iterable} or an array of {@link WorkerView}, or a {@code
 * CompletionStage} of one. It is iterated once, in addition to the caller, so return a collection,
 * not something that can be read only once. A null result or an exception leaves the gauges as they
 * are; null elements are skipped. On a class, the annotation applies to each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ReconciledWorkers {}
