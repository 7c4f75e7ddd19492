package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An annotated class that a producer makes is not intercepted. */
class ProducedBeanTest {
  private static final String HERE = ProducedBeanTest.class.getName() + "$";

  static class Launcher {
    @CountedWorkerSpawn
    void spawn() {}
  }

  @Dependent
  static class Factory {
    @Produces
    Launcher launcher() {
      return new Launcher();
    }
  }

  @Dependent
  static class FieldOfFactory {
    @Produces Launcher launcher = new Launcher();
  }

  @Test
  void aProducerOfAnAnnotatedClassFailsTheDeployment() {
    assertThat(Misuse.problems(Factory.class))
        .singleElement()
        .asString()
        .startsWith("BYT0055: " + HERE + "Factory.launcher() produces " + HERE + "Launcher, whose")
        .contains("give the class a scope");
    assertThat(Misuse.problems(FieldOfFactory.class))
        .singleElement()
        .asString()
        .startsWith("BYT0055: " + HERE + "FieldOfFactory.launcher produces " + HERE + "Launcher");
  }

  @Dependent
  static class Intercepting {
    @Produces
    Launcher launcher(InterceptionFactory<Launcher> interception) {
      return interception.createInterceptedInstance(new Launcher());
    }
  }

  @Dependent
  static class InterceptingByBeanManager {
    @Produces
    Launcher launcher(BeanManager beans) {
      return beans
          .createInterceptionFactory(
              beans.createCreationalContext((Contextual<Launcher>) null), Launcher.class)
          .createInterceptedInstance(new Launcher());
    }
  }

  @Dependent
  static class OfInterface {
    @Produces
    Runnable launcher() {
      return () -> {};
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Intercepting.class, InterceptingByBeanManager.class, OfInterface.class})
  void otherProducersAreDeployed(Class<?> bean) {
    assertThat(Misuse.problems(bean)).isEmpty();
  }

  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Preferred {}

  @ApplicationScoped
  static class Managed {
    @CountedWorkerSpawn
    void spawn() {}
  }

  @Dependent
  static class Passing {
    @Preferred
    @Produces
    Managed preferred(Managed managed) {
      return managed;
    }
  }

  @Dependent
  static class PassingASubclass {
    @Preferred
    @Produces
    Launcher preferred(Docker docker) {
      return docker;
    }
  }

  @Dependent
  static class Docker extends Launcher {}

  @Test
  void aProducerThatMayReturnABeanIsDeployed() {
    assertThat(Misuse.problems(Managed.class, Passing.class)).isEmpty();
    assertThat(Misuse.problems(Docker.class, PassingASubclass.class)).isEmpty();
  }

  /** Weld-JUnit makes the class of a test a bean. */
  @Dependent
  @EnableAutoWeld
  static class SomeTest {
    @Produces Launcher launcher = new Launcher();

    @Produces
    @Preferred
    Launcher another() {
      return new Launcher();
    }
  }

  @Test
  void aDoubleForTestsIsDeployed() {
    assertThat(Misuse.problems(SomeTest.class)).isEmpty();
  }
}
