package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Annotations on an interface are meant for the bean, and say nothing about its decorators. */
class DecoratedInterfaceTest {
  @CountedBundleUpload
  interface Platform {
    @CountedHealthCheckFailure
    void evict(@App String app);

    @CountedHealthCheckFailure
    default void evictAll() {}
  }

  @CountedBundleUpload
  @Dependent
  static class Real implements Platform {
    @CountedHealthCheckFailure
    @Override
    public void evict(@App String app) {}
  }

  @Decorator
  @Priority(1)
  static class Logged implements Platform {
    @Any @Delegate @Inject Platform delegate;

    @Override
    public void evict(String app) {
      delegate.evict(app);
    }

    @Override
    public void evictAll() {
      delegate.evictAll();
    }
  }

  @Test
  void aDecoratorNeedNotRepeatThem() {
    assertThat(Misuse.problems(Real.class, Logged.class)).isEmpty();
  }

  /** Nothing is recorded there, so an app is not missed either. */
  @Test
  void neitherNeedAClassWithoutBindings() {
    assertThat(Misuse.problems(WithoutBindings.class)).isEmpty();
  }

  interface Health {
    void evict(@App String app);
  }

  @Dependent
  static class WithoutBindings implements Health {
    @Override
    public void evict(String app) {}
  }
}
