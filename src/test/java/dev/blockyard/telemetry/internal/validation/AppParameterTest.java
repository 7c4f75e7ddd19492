package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameter that names the app. */
@SuppressWarnings({"TypeParameterUnusedInFormals", "UnusedMethod", "UnusedVariable"})
class AppParameterTest {
  private static final String HERE = AppParameterTest.class.getName() + "$";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "BYT0026",
            Apps.class,
            "Apps.evict(String, String): @App is on several parameters",
            "keep the one"),
        mistake(
            "BYT0026",
            AppOfNothing.class,
            "AppOfNothing.evict(String): @App is on a method that records nothing",
            "annotate that method"),
        mistake(
            "BYT0026", AppOfPrivate.class, "AppOfPrivate.evict(String): @App is on a method th"),
        mistake(
            "BYT0026", AppOnInterface.class, "Evictor.evict(String): @App is on a method that"));
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

  @CountedWorkerSpawn
  @Dependent
  @Retention(RetentionPolicy.RUNTIME)
  @Stereotype
  @interface Spawning {}

  @Dependent
  static class Apps {
    @CountedHealthCheckFailure
    void evict(@App String app, @App String other) {}
  }

  @Dependent
  static class AppOfNothing {
    void evict(@App String app) {}
  }

  @CountedHealthCheckFailure
  @Dependent
  static class AppOfPrivate {
    private void evict(@App String app) {}
  }

  interface Evictor {
    void evict(@App String app);
  }

  @CountedHealthCheckFailure
  @Dependent
  static class AppOnInterface implements Evictor {
    @Override
    public void evict(String app) {}
  }

  @Dependent
  static class AnApp {
    @CountedWorkerStop
    void stop(@App String app, StopReason reason) {}
  }

  @Spawning
  static class AppOfStereotype {
    void spawn(@App String app) {}
  }

  @CountedHealthCheckFailure
  @Dependent
  static class AppOfBoth implements Evictor {
    @Override
    public void evict(@App String app) {}
  }

  @ParameterizedTest
  @ValueSource(classes = {AnApp.class, AppOfStereotype.class, AppOfBoth.class})
  void aLookAlikeIsDeployed(Class<?> bean) {
    assertThat(Misuse.problems(bean)).isEmpty();
  }
}
