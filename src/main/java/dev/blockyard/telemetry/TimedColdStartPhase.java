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
 * Times one phase of a cold start, each time the method ends well: {@link
 * BlockyardMetrics#coldStartPhase}.
 *
 * <p>Put it on the methods that a {@link TimedColdStart} method calls on other beans, one for each
 * phase. A method that returns {@code false} or throws leaves no duration; one that returns a
 * {@code CompletionStage} ends when the stage does. On a class it applies to each business method.
 *
 * <pre>{@code
 * @TimedColdStartPhase(ColdStartPhase.START)
 * Process start(@App String app, Path bundle) { … }
 * }</pre>
 */
@Documented
@Inherited
@InterceptorBinding
@TelemetryBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimedColdStartPhase {

  /**
   * The phase: the label {@code phase} of the duration, and the end of the span's name.
   *
   * @return the phase
   */
  @Nonbinding
  ColdStartPhase value();
}
