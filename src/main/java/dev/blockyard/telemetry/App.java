package dev.blockyard.telemetry;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter that names the app, on a method with one of this package's bindings.
 *
 * <p>The label value is the parameter's {@code toString()}, so a {@code String} or a type with a
 * useful {@code toString} fits. Null, a blank string, and a {@code toString} that throws count as
 * {@link AppLabel#UNKNOWN}.
 *
 * <pre>{@code
 * @CountedHealthCheckFailure
 * @CountedWorkerStop(StopReason.CRASHED)
 * boolean evictUnhealthy(@App String app, String workerId) { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface App {}
