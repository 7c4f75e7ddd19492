package dev.blockyard.telemetry.internal.interception;

import static dev.blockyard.telemetry.StopReason.CRASHED;
import static dev.blockyard.telemetry.StopReason.GRACEFUL;
import static dev.blockyard.telemetry.StopReason.IDLE_TIMEOUT;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TrackedSession;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Bindings on beans in every way in which CDI finds them. */
final class PlacedBindings {
  private PlacedBindings() {}

  @ApplicationScoped
  static class Several {
    @CountedHealthCheckFailure
    @CountedWorkerStop(CRASHED)
    boolean evict(@App String app, boolean there) {
      return there;
    }

    @TimedColdStart
    @CountedWorkerSpawn
    @TrackedSession
    void start() {}
  }

  @ApplicationScoped
  @CountedWorkerStop(CRASHED)
  @CountedWorkerSpawn
  @Retention(RetentionPolicy.RUNTIME)
  @Stereotype
  @interface Restarting {}

  @Restarting
  static class OfStereotype {
    void restart() {}

    @CountedWorkerStop(IDLE_TIMEOUT)
    void restartIdle() {}
  }

  @Restarting
  @CountedWorkerStop(IDLE_TIMEOUT)
  static class OfStereotypeAndOwn {
    void restart() {}
  }

  @CountedWorkerStop(CRASHED)
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Crashing {}

  @Crashing
  @CountedWorkerSpawn
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Respawning {}

  @ApplicationScoped
  @Crashing
  static class OfBinding {
    void crash() {}
  }

  @ApplicationScoped
  static class OfBindingOfBinding {
    @Respawning
    void respawn() {}
  }

  @ApplicationScoped
  @CountedWorkerStop(IDLE_TIMEOUT)
  static class OwnAndOfBinding {
    @Crashing
    void crash() {}
  }

  interface Evictor<A, R> {
    R evict(A argument);
  }

  @ApplicationScoped
  static class Bridged implements Evictor<String, Boolean> {
    @Override
    @CountedHealthCheckFailure
    public Boolean evict(@App String app) {
      return !app.equals("gone");
    }
  }

  @ApplicationScoped
  @CountedWorkerStop
  static class BridgedParameter implements Evictor<StopReason, String> {
    @Override
    public String evict(StopReason reason) {
      return "false";
    }
  }

  interface Stoppable {
    default void stop() {}

    @CountedWorkerStop(IDLE_TIMEOUT)
    default void stopIdle() {}
  }

  @ApplicationScoped
  @CountedWorkerStop(CRASHED)
  static class Defaulting implements Stoppable {}

  @ApplicationScoped
  static class Decorated implements Runnable {
    @Override
    @CountedWorkerSpawn
    public void run() {}
  }

  @Decorator
  @Priority(1)
  static class Decoration implements Runnable {
    @Inject @Any @Delegate Runnable delegate;

    @Override
    public void run() {
      delegate.run();
    }
  }

  record Crash(String worker) {}

  @ApplicationScoped
  static class Observer {
    @CountedWorkerStop(CRASHED)
    void on(@Observes Crash crash) {}
  }

  @ApplicationScoped
  static class ByItself {
    @CountedWorkerSpawn
    void spawn() {}

    @CountedWorkerStop(GRACEFUL)
    void replace() {
      spawn();
    }

    void plain() {
      spawn();
    }
  }
}
