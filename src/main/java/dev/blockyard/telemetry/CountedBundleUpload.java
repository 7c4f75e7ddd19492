package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts an accepted upload each time the method ends well: {@link
 * BlockyardMetrics#bundleUploaded()}.
 *
 * <p>A method that returns {@code false} accepted nothing. A method that returns a {@code
 * CompletionStage} ends when the stage does. On a class, the annotation applies to each business
 * method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CountedBundleUpload {}
