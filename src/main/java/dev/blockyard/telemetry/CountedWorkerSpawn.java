package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts a worker that became healthy, if the method ends well: {@link
 * BlockyardMetrics#workerSpawned()}; otherwise counts the failure, with the {@linkplain
 * SpawnFailure#of reason} of the exception: {@link BlockyardMetrics#workerSpawnFailed}.
 *
 * <p>A method that returns {@code false} spawned nothing, and nothing is counted. A method that
 * returns a {@code CompletionStage} ends when the stage does. On a class, the annotation applies to
 * each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CountedWorkerSpawn {}
