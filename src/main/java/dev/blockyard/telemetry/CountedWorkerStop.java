package dev.blockyard.telemetry;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts a stopped worker each time the method ends well: {@link BlockyardMetrics#workerStopped}.
 *
 * <p>A parameter of type {@link StopReason} wins over {@link #value()}; if the argument is null and
 * there is no value, the reason is {@link StopReason#GRACEFUL}. Without either, the deployment
 * fails. Let a stop that may be called twice return {@code boolean}: {@code false} (“was gone
 * already”) counts nothing.
 *
 * <pre>{@code
 * @CountedWorkerStop
 * boolean evict(String workerId, StopReason reason) {
 *   return workers.remove(workerId) != null;
 * }
 * }</pre>
 *
 * <p>A method that returns a {@code CompletionStage} ends when the stage does. On a class, the
 * annotation applies to each business method.
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CountedWorkerStop {

  /**
   * The reason of the stop if no parameter gives it.
   *
   * @return one reason, or none
   */
  @Nonbinding
  StopReason[] value() default {};
}
