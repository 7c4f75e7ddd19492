package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedColdStart;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.nio.file.Path;
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
  static class ForgettingGeneric extends Between<String> {
    @Override
    void spawn(String app) {}
  }

  @Dependent
  static class ForgettingArray extends Between<String[]> {
    @Override
    void spawn(String[] apps) {}
  }

  interface Pass<T> {
    @CountedWorkerSpawn
    default void spawn(T[] apps) {}
  }

  @Dependent
  static class ForgettingArrayOfVariable implements Pass<String> {
    @Override
    public void spawn(String[] apps) {}
  }

  static class OfVariables {
    @CountedWorkerSpawn
    <T extends Number> void spawn(T[] apps) {}
  }

  @Dependent
  static class ForgettingArrayOfOwnVariable extends OfVariables {
    @Override
    <N extends Number> void spawn(N[] apps) {}
  }

  @SuppressWarnings("rawtypes")
  @Dependent
  static class ForgettingRaw extends Generic {
    @Override
    void spawn(Object app) {}
  }

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

  @ParameterizedTest
  @ValueSource(
      classes = {
        ForgettingGeneric.class,
        ForgettingArray.class,
        ForgettingArrayOfVariable.class,
        ForgettingArrayOfOwnVariable.class,
        ForgettingRaw.class
      })
  void sameHoldsWhereTheParameterIsOfATypeVariable(Class<?> bean) {
    assertThat(Misuse.problems(bean))
        .singleElement()
        .asString()
        .startsWith("BYT0053: " + bean.getName() + ".spawn(");
  }

  @MessageDriven
  static class ForgettingMessages extends Launcher {
    ForgettingMessages(String noBean) {}

    @Override
    void spawn(String app) {}
  }

  /** No bean of CDI, but created and intercepted by a server. */
  @Test
  void sameHoldsForAMessageDrivenBean() {
    assertThat(Misuse.problems(ForgettingMessages.class))
        .singleElement()
        .asString()
        .startsWith("BYT0053: " + ForgettingMessages.class.getName() + ".spawn(");
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

  static class Generic<T> {
    @CountedWorkerSpawn
    void spawn(T app) {}
  }

  /** What it overloads is still called, and intercepted. */
  @Dependent
  static class OverloadingGeneric extends Generic<StringBuilder> {
    void spawn(String app) {
      spawn(new StringBuilder(app));
    }
  }

  static class Between<A> extends Generic<A> {}

  /** The scope is inherited, but CDI cannot create it: the application does. */
  @ApplicationScoped
  static class Scoped {
    @CountedWorkerSpawn
    void spawn() {}
  }

  static class MadeByHand extends Scoped {
    MadeByHand(Path folder) {}

    @Override
    void spawn() {}
  }

  abstract static class Middle extends Scoped {
    @Override
    void spawn() {}
  }

  static class BelowMiddle extends Middle {
    @CountedWorkerSpawn
    @Override
    void spawn() {}
  }

  static class OfDates {
    @CountedWorkerSpawn
    void spawn(java.sql.Date since) {}

    @CountedWorkerSpawn
    <T> void spawn(T app, int port) {}
  }

  /** Of the same simple name, and of a type that a method's own variable does not stand for. */
  @Dependent
  static class OverloadingByPackage extends OfDates {
    void spawn(java.util.Date since) {}

    void spawn(String app, int port) {}
  }

  @Dependent
  static class OverloadingFurtherAway extends Between<Integer> {
    void spawn(String app) {}
  }

  interface Spawning<T> {
    @CountedWorkerSpawn
    void spawn(T app);
  }

  @Dependent
  static class ImplementingAndOverloading implements Spawning<StringBuilder> {
    void spawn(String app) {}

    @CountedWorkerSpawn
    @Override
    public void spawn(StringBuilder app) {}
  }

  interface Plain {
    default void spawn() {}
  }

  interface Refined extends Plain {
    @CountedWorkerSpawn
    @Override
    default void spawn() {}
  }

  /** The refined method is the one that runs, in whatever order the two are named. */
  @Dependent
  static class PlainFirst implements Plain, Refined {}

  @Dependent
  static class RefinedFirst implements Refined, Plain {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        OverloadingGeneric.class,
        OverloadingFurtherAway.class,
        OverloadingByPackage.class,
        MadeByHand.class,
        Middle.class,
        BelowMiddle.class,
        ImplementingAndOverloading.class,
        PlainFirst.class,
        RefinedFirst.class,
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
