package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import jakarta.enterprise.context.Dependent;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a worker is stopped: one reason, or one parameter. */
@SuppressWarnings({"TypeParameterUnusedInFormals", "UnusedMethod", "UnusedVariable"})
class StopReasonTest {
  private static final String HERE = StopReasonTest.class.getName() + "$";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "BYT0025",
            NoReason.class,
            "NoReason.stop(String): @CountedWorkerStop has neither a reason nor a parameter"),
        mistake(
            "BYT0025",
            NoReasonOnClass.class,
            "NoReasonOnClass.stop(): @CountedWorkerStop has neither"),
        mistake("BYT0025", NoReasonOfOwn.class, "NoReasonOfOwn.stop(): @CountedWorkerStop has nei"),
        mistake("BYT0025", NoReasonOfBinding.class, "NoReasonOfBinding.stop(): @CountedWorkerStop"),
        mistake("BYT0025", NoReasonInherited.class, "Stops.stop(): @CountedWorkerStop has neither"),
        mistake("BYT0025", Reasons.class, "Reasons.stop(): @CountedWorkerStop has several reasons"),
        mistake(
            "BYT0025",
            InheritsReasons.class,
            "ReasonsOnClass: @CountedWorkerStop has several reasons"),
        mistake(
            "BYT0025",
            ReasonParameters.class,
            "ReasonParameters.stop(StopReason, StopReason): @CountedWorkerStop has several param"));
  }

  private static Arguments mistake(String code, Class<?> bean, String place, String... words) {
    return Arguments.of(bean, code + ": " + HERE + place, List.of(words));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void aMistakeFailsTheDeploymentAndIsReportedWithItsRemedy(
      Class<?> bean, String start, List<String> words) {
    assertThat(Misuse.problems(bean))
        .singleElement()
        .asString()
        .startsWith(start)
        .satisfies(problem -> words.forEach(word -> assertThat(problem).contains(word)));
  }

  @Dependent
  static class NoReason {
    @CountedWorkerStop
    void stop(String worker) {}
  }

  @CountedWorkerStop
  @Dependent
  static class NoReasonOnClass {
    void stop() {}

    void stop(StopReason reason) {}
  }

  @CountedWorkerStop(StopReason.CRASHED)
  @Dependent
  static class NoReasonOfOwn {
    @CountedWorkerStop
    void stop() {}
  }

  @CountedWorkerStop
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Stopped {}

  @Dependent
  static class NoReasonOfBinding {
    @Stopped
    void stop() {}
  }

  static class Stops {
    @CountedWorkerStop
    void stop() {}
  }

  @Dependent
  static class NoReasonInherited extends Stops {}

  @Dependent
  static class Reasons {
    @CountedWorkerStop({StopReason.CRASHED, StopReason.GRACEFUL})
    void stop() {}
  }

  @CountedWorkerStop({StopReason.CRASHED, StopReason.GRACEFUL})
  abstract static class ReasonsOnClass {}

  @Dependent
  static class InheritsReasons extends ReasonsOnClass {
    void stop() {}
  }

  @Dependent
  static class ReasonParameters {
    @CountedWorkerStop
    void stop(StopReason first, StopReason second) {}
  }

  @Dependent
  static class AReason {
    @CountedWorkerStop(StopReason.CRASHED)
    void stop() {}

    @CountedWorkerStop
    void stop(String worker, StopReason reason) {}

    @CountedWorkerStop(StopReason.CRASHED)
    void stop(StopReason reason) {}
  }

  @CountedWorkerStop(StopReason.CRASHED)
  @Dependent
  static class AReasonOnClass {
    void stop() {}
  }

  @CountedWorkerStop
  @Dependent
  static class OwnReason {
    @CountedWorkerStop(StopReason.CRASHED)
    void stop() {}
  }

  static class Generic<T> {
    void stop(T reason) {}
  }

  @CountedWorkerStop
  @Dependent
  static class ReasonOfGenericClass extends Generic<StopReason> {
    @Override
    void stop(StopReason reason) {}
  }

  @Dependent
  static class NoReasonInheritedToo extends Stops {}

  @Dependent
  static class NoReasonInheritedFurther extends NoReasonInherited {}

  interface Stopping {
    @CountedWorkerStop
    void stop(String worker);
  }

  /** Calls of the abstract method are those of this one. */
  @Dependent
  static class ReasonOfTheImplementation implements Stopping {
    @CountedWorkerStop(StopReason.CRASHED)
    @Override
    public void stop(String worker) {}
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        AReason.class,
        AReasonOnClass.class,
        OwnReason.class,
        ReasonOfGenericClass.class,
        ReasonOfTheImplementation.class
      })
  void aLookAlikeIsDeployed(Class<?> bean) {
    assertThat(Misuse.problems(bean)).isEmpty();
  }

  @Test
  void anInheritedMistakeIsReportedOnce() {
    assertThat(
            Misuse.problems(
                NoReasonInherited.class,
                NoReasonInheritedToo.class,
                NoReasonInheritedFurther.class))
        .hasSize(1);
  }
}
