package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.WorkerView;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods and classes that CDI cannot intercept. */
@SuppressWarnings({"TypeParameterUnusedInFormals", "UnusedMethod", "UnusedVariable"})
class NotInterceptedTest {
  private static final String HERE = NotInterceptedTest.class.getName() + "$";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "BYT0022",
            PrivateMethod.class,
            "PrivateMethod.spawn(String, int[]) is private",
            "@CountedWorkerSpawn and @TimedColdStart"),
        mistake("BYT0022", StaticMethod.class, "StaticMethod.spawn(List, Worker[]) is static"),
        mistake("BYT0022", FinalMethod.class, "FinalMethod.spawn() is final"),
        mistake("BYT0022", FinalClass.class, "FinalClass is a final class"),
        mistake("BYT0022", InjectedFinal.class, "InjectedFinal is a final class"),
        mistake(
            "BYT0022",
            FinalClassOfMethod.class,
            "FinalClassOfMethod.spawn() is a method of a final class"),
        mistake(
            "BYT0022",
            FinalOfStereotype.class,
            "FinalOfStereotype is a final class",
            "nothing is recorded for @Spawning:"),
        mistake(
            "BYT0022",
            PrivateOfBinding.class,
            "PrivateOfBinding.spawn() is private",
            "nothing is recorded for @Spawned:"),
        mistake(
            "BYT0022",
            FinalInBoundClass.class,
            "FinalInBoundClass.spawn() is final, while ",
            HERE + "FinalInBoundClass is annotated as a whole"),
        mistake(
            "BYT0022",
            InheritsFinal.class,
            "WithFinal.spawn() is final, while ",
            HERE + "InheritsFinal is annotated as a whole"),
        mistake("BYT0022", PrivateOfInterface.class, "WithPrivate.spawn() is private"));
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

  record Worker(boolean draining, long sessions) implements WorkerView {}

  @Dependent
  static class PrivateMethod {
    @CountedWorkerSpawn
    @TimedColdStart
    private void spawn(String app, int[] ports) {}
  }

  @Dependent
  static class StaticMethod {
    @CountedWorkerSpawn
    static void spawn(List<String> apps, Worker... workers) {}
  }

  @Dependent
  static class FinalMethod {
    @CountedWorkerSpawn
    final void spawn() {}
  }

  @Dependent
  @CountedWorkerSpawn
  static final class FinalClass {
    void spawn() {}
  }

  /** Weld has a check of its own for it, at another time. */
  @ApplicationScoped
  @TrackedSession
  static final class InjectedFinal {
    @Inject InjectedFinal itself;
  }

  @Dependent
  static final class FinalClassOfMethod {
    @CountedWorkerSpawn
    void spawn() {}
  }

  @CountedWorkerSpawn
  @Dependent
  @Retention(RetentionPolicy.RUNTIME)
  @Stereotype
  @interface Spawning {}

  @Spawning
  static final class FinalOfStereotype {
    void spawn() {}
  }

  @CountedWorkerSpawn
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Spawned {}

  @Dependent
  static class PrivateOfBinding {
    @Spawned
    private void spawn() {}
  }

  @CountedWorkerSpawn
  @Dependent
  static class FinalInBoundClass {
    final void spawn() {}
  }

  static class WithFinal {
    final void spawn() {}
  }

  @CountedWorkerSpawn
  @Dependent
  static class InheritsFinal extends WithFinal {}

  interface WithPrivate {
    @CountedWorkerSpawn
    private void spawn() {}
  }

  @Dependent
  static class PrivateOfInterface implements WithPrivate {}

  @CountedWorkerSpawn
  @Dependent
  static class BoundAround {
    private void secret() {}

    static void still() {}

    private static final void finallyStill() {}

    @PostConstruct
    void start() {}

    void spawn() {}
  }

  @Dependent
  static final class UnboundFinal {
    final void spawn() {}
  }

  @Dependent
  static class FinalBesideBound {
    @CountedWorkerSpawn
    void spawn() {}

    final void other() {}
  }

  @ParameterizedTest
  @ValueSource(classes = {BoundAround.class, UnboundFinal.class, FinalBesideBound.class})
  void aLookAlikeIsDeployed(Class<?> bean) {
    assertThat(Misuse.problems(bean)).isEmpty();
  }
}
