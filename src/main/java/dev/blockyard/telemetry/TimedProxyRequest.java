package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Times the forwarding of a request to a worker, however the method ends: {@link
 * BlockyardMetrics#proxyRequestForwarded(java.time.Duration) proxyRequestForwarded}. The method
 * must not include a cold start.
 *
 * <p>If a parameter is marked {@link App}, the duration also counts for that app where {@code
 * blockyard.telemetry.apps.durations} is on. A method that returns a {@code CompletionStage} ends
 * when the stage does. A boolean result has no effect. On a class, the annotation applies to each
 * business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimedProxyRequest {}
