package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.WorkerView;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places to which a binding cannot apply, or from which it is not inherited. */
@SuppressWarnings({"TypeParameterUnusedInFormals", "UnusedMethod", "UnusedVariable"})
class InapplicableBindingTest {
  private static final String HERE = InapplicableBindingTest.class.getName() + "$";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("BYT0024", Producer.class, "Producer.worker(): a producer", "does the work"),
        mistake("BYT0024", StaticProducer.class, "StaticProducer.worker(): a producer"),
        mistake("BYT0024", Constructed.class, "Constructed.start(): CDI calls it"),
        mistake("BYT0024", Destroyed.class, "Destroyed.stop(): CDI calls it"),
        mistake("BYT0024", Around.class, "Around.around(InvocationContext): CDI calls it"),
        mistake("BYT0024", Initialized.class, "Initialized.init(BeanManager): CDI calls it"),
        mistake(
            "BYT0024", OfBoundInterface.class, "Bound: a class inherits", "put it on the class"),
        mistake("BYT0024", OfDeeperInterface.class, "Bound: a class inherits"),
        mistake(
            "BYT0024",
            OfBoundMethod.class,
            "BoundMethod.spawn(T, List): the method that implements it",
            "@CountedWorkerSpawn",
            "put it on the method of the class"),
        mistake("BYT0024", OfAbstractClass.class, "WithAbstract.spawn(): the method that implem"),
        mistake(
            "BYT0024",
            Intercepting.class,
            "Intercepting.helper(): CDI intercepts no interceptor",
            "put it on the bean"),
        mistake("BYT0024", Decorating.class, "Decorating: CDI intercepts no", "put it on the bean"),
        mistake("BYT0024", DecoratingMethod.class, "DecoratingMethod.run(): CDI intercepts no"));
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

  @CountedWorkerSpawn
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Spawned {}

  @Dependent
  static class Producer {
    @CountedWorkerSpawn
    @Produces
    Worker worker() {
      return new Worker(false, 0);
    }
  }

  @Dependent
  static class StaticProducer {
    @CountedWorkerSpawn
    @Produces
    static Worker worker() {
      return new Worker(false, 0);
    }
  }

  @Dependent
  static class Constructed {
    @CountedWorkerSpawn
    @PostConstruct
    void start() {}
  }

  @Dependent
  static class Destroyed {
    @CountedWorkerStop(StopReason.GRACEFUL)
    @PreDestroy
    void stop() {}
  }

  @Dependent
  static class Around {
    @AroundInvoke
    @TrackedSession
    Object around(InvocationContext call) throws Exception {
      return call.proceed();
    }
  }

  @Dependent
  static class Initialized {
    @CountedWorkerSpawn
    @Inject
    void init(BeanManager beans) {}
  }

  @CountedWorkerSpawn
  interface Bound {
    default void spawn() {}
  }

  interface BelowBound extends Bound {}

  static class Implementing implements BelowBound {}

  @Dependent
  static class OfBoundInterface implements Bound {}

  @Dependent
  static class OfDeeperInterface extends Implementing {}

  interface BoundMethod<T> {
    @CountedWorkerSpawn
    void spawn(T app, List<T> others);
  }

  @Dependent
  static class OfBoundMethod implements BoundMethod<String> {
    @Override
    public void spawn(String app, List<String> others) {}
  }

  abstract static class WithAbstract {
    @CountedWorkerSpawn
    abstract void spawn();
  }

  @Dependent
  static class OfAbstractClass extends WithAbstract {
    @Override
    void spawn() {}
  }

  @Interceptor
  @Priority(1)
  @Spawned
  static class Intercepting {
    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
      return call.proceed();
    }

    @CountedWorkerSpawn
    void helper() {}
  }

  @CountedWorkerSpawn
  @Decorator
  @Priority(1)
  static class Decorating implements Runnable {
    @Any @Delegate @Inject Runnable delegate;

    @Override
    public void run() {}
  }

  @Decorator
  @Priority(1)
  static class DecoratingMethod implements Runnable {
    @Any @Delegate @Inject Runnable delegate;

    @CountedWorkerSpawn
    @Override
    public void run() {}
  }

  @Dependent
  @ReconciledWorkers
  static class CallbackInBoundClass {
    @PostConstruct
    final void start() {}

    @Inject
    void init(BeanManager beans) {}

    List<Worker> look() {
      return List.of();
    }
  }

  @CountedWorkerSpawn
  @Dependent
  static class ProducerInBoundClass {
    @Produces
    Worker worker() {
      return new Worker(false, 0);
    }
  }

  @Dependent
  static class Disposer {
    @Produces
    Worker worker() {
      return new Worker(false, 0);
    }

    @CountedWorkerStop(StopReason.GRACEFUL)
    void stop(@Disposes Worker worker) {}
  }

  @Dependent
  static class Observer {
    @CountedWorkerSpawn
    void spawned(@Observes Worker worker) {}
  }

  @Interceptor
  @CountedWorkerSpawn
  @Priority(1)
  static class ForItsBinding {
    @AroundInvoke
    final Object around(InvocationContext call) throws Exception {
      return call.proceed();
    }
  }

  interface Defaulting {
    @CountedWorkerSpawn
    default void spawn() {}
  }

  @ApplicationScoped
  static class DefaultMethod implements Defaulting {}

  @Dependent
  @CountedWorkerSpawn
  static class SameAsInterface implements Bound, BoundMethod<String> {
    @Override
    public void spawn(String app, List<String> others) {}
  }

  @Dependent
  static class SameAsAbstract extends WithAbstract {
    @Override
    @CountedWorkerSpawn
    void spawn() {}
  }

  @Dependent
  abstract static class Abstract extends WithAbstract {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        CallbackInBoundClass.class,
        ProducerInBoundClass.class,
        Disposer.class,
        Observer.class,
        ForItsBinding.class,
        DefaultMethod.class,
        SameAsInterface.class,
        SameAsAbstract.class,
        Abstract.class
      })
  void aLookAlikeIsDeployed(Class<?> bean) {
    assertThat(Misuse.problems(bean)).isEmpty();
  }
}
