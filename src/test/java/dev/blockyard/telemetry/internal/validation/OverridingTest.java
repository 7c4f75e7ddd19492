package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedColdStart;
import jakarta.enterprise.context.Dependent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A method inherits no annotation of the one that it overrides. */
class OverridingTest {
  private static final String HERE = OverridingTest.class.getName() + "$";

  @Dependent
  static class Launcher {
    @CountedWorkerSpawn
    @TimedColdStart
    void spawn(String app) {}
  }

  interface Defaulting {
    @CountedWorkerSpawn
    default void spawn() {}
  }

  @Dependent
  static class Forgetting extends Launcher {
    @Override
    @TimedColdStart
    void spawn(String app) {
      super.spawn(app);
    }
  }

  @Dependent
  static class BelowForgetting extends Forgetting {}

  @Dependent
  static class ForgettingDefault implements Defaulting {
    @Override
    public void spawn() {}
  }

  @Test
  void overridingAnAnnotatedMethodWithoutItsAnnotationFailsTheDeployment() {
    assertThat(Misuse.problems(Forgetting.class, BelowForgetting.class))
        .singleElement()
        .asString()
        .startsWith(
            "BYT0053: "
                + HERE
                + "Forgetting.spawn(String) overrides "
                + HERE
                + "Launcher.spawn(String) without its @CountedWorkerSpawn")
        .contains("repeat the annotation");
    assertThat(Misuse.problems(ForgettingDefault.class))
        .singleElement()
        .asString()
        .startsWith("BYT0053: " + HERE + "ForgettingDefault.spawn() overrides ");
  }

  @Dependent
  static class Repeating extends Launcher {
    @Override
    @CountedWorkerSpawn
    @TimedColdStart
    void spawn(String app) {}
  }

  @CountedWorkerSpawn
  @Dependent
  @TimedColdStart
  static class OfClass extends Launcher {
    @Override
    void spawn(String app) {}
  }

  @Dependent
  static class Overloading extends Launcher {
    void spawn(String app, int port) {}

    void spawn(Integer app) {}
  }

  @Dependent
  static class RepeatingAgain extends Forgetting {
    @Override
    @CountedWorkerSpawn
    @TimedColdStart
    void spawn(String app) {}
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Launcher.class,
        Repeating.class,
        OfClass.class,
        Overloading.class,
        RepeatingAgain.class
      })
  void nothingIsLostWhereTheAnnotationsAreRepeated(Class<?> bean) {
    assertThat(Misuse.problems(bean)).isEmpty();
  }
}
