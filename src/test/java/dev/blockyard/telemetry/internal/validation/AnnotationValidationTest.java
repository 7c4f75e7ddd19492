package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.testing.Log;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.lang.reflect.Proxy;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How mistakes are reported, whatever they are. */
@SuppressWarnings("UnusedMethod")
class AnnotationValidationTest {
  private static final String HERE = AnnotationValidationTest.class.getName() + "$";
  private static final String ENABLED = "blockyard.telemetry.enabled";

  private final TestDeployment deployment = new TestDeployment();

  @AfterEach
  void nothingIsLeft() {
    System.clearProperty(ENABLED);
    deployment.close();
  }

  @Dependent
  static class PrivateMethod {
    @CountedWorkerSpawn
    private void spawn() {}
  }

  @Dependent
  static class NoReason {
    @CountedWorkerStop
    void stop() {}
  }

  @Dependent
  static class Several {
    @CountedWorkerSpawn
    @PostConstruct
    void start() {}

    @CountedWorkerStop({StopReason.CRASHED, StopReason.GRACEFUL})
    void stop(@App String app, @App String other) {}
  }

  @Dependent
  static class NothingOfOurs {
    private void spawn() {}

    final void stop() {}
  }

  @Test
  void allMistakesOfADeploymentAreReportedTogetherInOrder() {
    assertThat(Misuse.problems(NoReason.class, Several.class, PrivateMethod.class))
        .extracting(problem -> problem.substring(0, problem.indexOf('(')))
        .containsExactly(
            "BYT0022: " + HERE + "PrivateMethod.spawn",
            "BYT0024: " + HERE + "Several.start",
            "BYT0025: " + HERE + "NoReason.stop",
            "BYT0025: " + HERE + "Several.stop",
            "BYT0026: " + HERE + "Several.stop");
  }

  @Test
  void aClassWithoutBindingsIsNotJudged() {
    assertThat(Misuse.problems(NothingOfOurs.class)).isEmpty();
  }

  interface Defaulting {
    @CountedWorkerSpawn
    default void spawn() {}
  }

  @Dependent
  static class DefaultMethod implements Defaulting {}

  @Test
  void anAnnotatedDefaultMethodIsRecorded() {
    try (WeldContainer container = deployment.weld(DefaultMethod.class).initialize()) {
      container.select(DefaultMethod.class).get().spawn();
      assertThat(deployment.moved()).containsEntry("blockyard_workers_spawned_total", 1.0);
    }
  }

  @Test
  void whereTheModuleIsOffNothingIsReported() {
    System.setProperty(ENABLED, "false");
    assertThat(Misuse.inDeployment(PrivateMethod.class, NoReason.class)).isEmpty();
  }

  @Test
  void aValueThatCannotBeUsedIsReportedAsSuch() {
    System.setProperty(ENABLED, "on");
    assertThatThrownBy(() -> deployment.weld(NoReason.class).initialize().close())
        .isInstanceOf(TelemetryException.class)
        .hasMessageStartingWith("BYT0001: " + ENABLED + " is \"on\"");
  }

  private static ClassInfo broken(Throwable failure) {
    return (ClassInfo)
        Proxy.newProxyInstance(
            AnnotationValidationTest.class.getClassLoader(),
            new Class<?>[] {ClassInfo.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("toString")) {
                return "com.example.Broken";
              }
              throw failure;
            });
  }

  @Test
  void aClassThatCannotBeReadIsReportedAndFailsNothing() {
    try (Log log = Log.open()) {
      for (Throwable failure :
          new Throwable[] {
            new NoClassDefFoundError("com/example/Optional"), new IllegalStateException("a bug")
          }) {
        AnnotationValidation validation = new AnnotationValidation();
        assertThatCode(
                () -> {
                  validation.inspect(broken(failure));
                  validation.inspectApps(broken(failure));
                  validation.log();
                  validation.fail();
                })
            .doesNotThrowAnyException();
        assertThat(log.messages())
            .last()
            .asString()
            .startsWith("BYT0050: the annotations of com.example.Broken could not be checked (")
            .contains(String.valueOf(failure.getMessage()));
      }
      assertThat(log.messages()).hasSize(2);
    }
  }
}
