package dev.blockyard.telemetry;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The interceptor binding that all bindings of this package carry, and the one that the module's
 * interceptor is bound to. CDI applies the bindings of a binding to the method as well, so this
 * interceptor runs once for a method, however many of the package's annotations it has.
 *
 * <p>On its own it records nothing: use the annotations that carry it, such as {@link
 * CountedWorkerSpawn}. It is public because tools and extensions can find the module's bindings by
 * it.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.METHOD, ElementType.TYPE})
public @interface TelemetryBinding {}
