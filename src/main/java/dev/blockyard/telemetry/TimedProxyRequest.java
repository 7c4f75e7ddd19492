package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Times the forwarding of a request to a worker: {@link BlockyardMetrics#proxyRequestForwarded},
 * however the method ends. A cold start before it does not belong inside.
 *
 * <p>A method that returns a {@code CompletionStage} ends when the stage does. A boolean result
 * does not matter. On a class it holds for each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimedProxyRequest {}
