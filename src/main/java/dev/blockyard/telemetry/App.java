package dev.blockyard.telemetry;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter that names the app, on a method with one of this package's bindings.
 *
 * <p>The label value is the string of the argument. The parameter's type is a {@code CharSequence},
 * an enum, a number or another primitive, a {@code UUID}, or a type that declares {@code toString}
 * itself; a record, an array, an {@code Optional} and any other type fail the deployment. Null, a
 * blank string, and a {@code toString} that throws count as {@link AppLabel#UNKNOWN}.
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
