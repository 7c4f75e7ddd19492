package dev.blockyard.telemetry.internal.validation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.util.Throwables.getRootCause;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.WorkerView;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
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
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails a deployment, and beside each mistake the look-alike that is none. */
@SuppressWarnings({"TypeParameterUnusedInFormals", "UnusedMethod", "UnusedVariable"})
class MisuseTest {
  private static final String HERE = MisuseTest.class.getName() + "$";
  private static final Map<String, String> CURES =
      Map.of(
          "BYT0022",
          "drop the modifier, or annotate a method of a bean that other beans call",
          "BYT0023",
          "put it on a method of a bean that is called from there",
          "BYT0024",
          "so @\\w+ cannot apply to it: put it on .+",
          "BYT0025",
          "give it one reason, as in @CountedWorkerStop\\(StopReason.CRASHED\\), or one parameter of type"
              + " StopReason",
          "BYT0026",
          ": (keep the one|annotate that method, or move @App) .+");
  private static final String ENABLED = "blockyard.telemetry.enabled";

  private final TestDeployment deployment = new TestDeployment();

  @AfterEach
  void nothingIsLeft() {
    System.clearProperty(ENABLED);
    deployment.close();
  }

  record Worker(boolean draining, long sessions) implements WorkerView {}

  /** Returns what the deployment of these classes is refused for, line by line; else nothing. */
  private List<String> problems(Class<?>... classes) {
    Throwable failure = catchThrowable(() -> deployment.weld(classes).initialize().close());
    if (failure == null) {
      return List.of();
    }
    assertThat(failure)
        .isInstanceOf(DeploymentException.class)
        .hasRootCauseInstanceOf(TelemetryException.class);
    String message = requireNonNull(getRootCause(failure).getMessage());
    assertThat(failure).hasMessageContaining(message);
    List<String> lines = message.lines().map(String::strip).toList();
    assertThat(lines.get(0))
        .isEqualTo("BYT0021: wrong annotations in this deployment: " + (lines.size() - 1));
    return lines.subList(1, lines.size());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mistakes")
  void aMistakeFailsTheDeploymentAndIsSaidWithItsCure(
      String code, String place, Class<?> bean, List<String> words) {
    assertThat(problems(bean))
        .singleElement()
        .asString()
        .startsWith(code + ": " + HERE + place)
        .matches("(?s).*" + CURES.get(code))
        .satisfies(problem -> words.forEach(word -> assertThat(problem).contains(word)));
  }

  private static Arguments mistake(String code, Class<?> bean, String place, String... words) {
    return Arguments.of(code, place, bean, List.of(words));
  }

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
        mistake("BYT0022", PrivateOfInterface.class, "WithPrivate.spawn() is private"),
        mistake(
            "BYT0023",
            Get.class,
            "Get.doGet(HttpServletRequest, HttpServletResponse) is called by the servlet container",
            "nothing is recorded for @TimedProxyRequest:"),
        mistake(
            "BYT0023", Service.class, "Service.service(ServletRequest, ServletResponse) is called"),
        mistake("BYT0023", Init.class, "Init.init() is called"),
        mistake("BYT0023", FinalGet.class, "FinalGet.doGet(HttpServletRequest, "),
        mistake("BYT0023", WholeServlet.class, "WholeServlet is made by the servlet"),
        mistake("BYT0023", Filtering.class, "Filtering.doFilter(ServletRequest, "),
        mistake(
            "BYT0023",
            Listening.class,
            "Listening.contextInitialized(ServletContextEvent) is called"),
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
        mistake("BYT0024", DecoratingMethod.class, "DecoratingMethod.run(): CDI intercepts no"),
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
            "ReasonParameters.stop(StopReason, StopReason): @CountedWorkerStop has several param"),
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

  @Dependent
  @SuppressWarnings("serial")
  static class Get extends HttpServlet {
    @Override
    @TimedProxyRequest
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Dependent
  @SuppressWarnings("serial")
  static class Service extends HttpServlet {
    @Override
    @TimedProxyRequest
    public void service(ServletRequest request, ServletResponse response) {}
  }

  @Dependent
  @SuppressWarnings("serial")
  static class Init extends HttpServlet {
    @Override
    @TimedColdStart
    public void init() {}
  }

  @Dependent
  @SuppressWarnings("serial")
  static class FinalGet extends HttpServlet {
    @Override
    @TimedProxyRequest
    protected final void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Dependent
  @SuppressWarnings("serial")
  @TimedProxyRequest
  static class WholeServlet extends HttpServlet {}

  @Dependent
  static class Filtering implements Filter {
    @Override
    @TimedProxyRequest
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {}
  }

  @Dependent
  static class Listening implements ServletContextListener {
    @Override
    @TimedColdStart
    public void contextInitialized(ServletContextEvent event) {}
  }

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
  static class NoWorkers {
    @ReconciledWorkers
    void nothing() {}

    @ReconciledWorkers
    int number() {
      return 0;
    }

    @ReconciledWorkers
    @Nullable String text() {
      return null;
    }

    @ReconciledWorkers
    @Nullable Object object() {
      return null;
    }

    @ReconciledWorkers
    Map<String, Worker> map() {
      return Map.of();
    }

    @ReconciledWorkers
    List<String> texts() {
      return List.of();
    }

    @ReconciledWorkers
    List<Object> objects() {
      return List.of();
    }

    @ReconciledWorkers
    List<? extends Number> numbers() {
      return List.of();
    }

    @ReconciledWorkers
    <T extends Number> List<T> variable() {
      return List.of();
    }

    @ReconciledWorkers
    <T extends Number> @Nullable T one() {
      return null;
    }

    @ReconciledWorkers
    @Nullable Worker single() {
      return null;
    }

    @ReconciledWorkers
    String[] array() {
      return new String[0];
    }

    @ReconciledWorkers
    Object[] objectArray() {
      return new Object[0];
    }

    @ReconciledWorkers
    Worker[][] nested() {
      return new Worker[0][];
    }

    @ReconciledWorkers
    int[] primitives() {
      return new int[0];
    }

    @ReconciledWorkers
    CompletionStage<String> stage() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    CompletableFuture<List<String>> future() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    CompletionStage<? extends Number> wild() {
      return new CompletableFuture<>();
    }
  }

  @Test
  void aResultInWhichThereAreNoWorkersFailsTheDeployment() {
    assertThat(problems(NoWorkers.class))
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .endsWith(
                        ", in which @ReconciledWorkers finds no workers: return an Iterable or an"
                            + " array of a type that implements WorkerView, or a CompletionStage of"
                            + " one"))
        .extracting(problem -> problem.substring(0, problem.indexOf(", in which")))
        .containsExactlyInAnyOrder(
            returns("nothing", "void"),
            returns("number", "int"),
            returns("text", "String"),
            returns("object", "Object"),
            returns("map", "Map<String, Worker>"),
            returns("texts", "List<String>"),
            returns("objects", "List<Object>"),
            returns("numbers", "List<? extends Number>"),
            returns("variable", "List<T>"),
            returns("one", "T"),
            returns("single", "Worker"),
            returns("array", "String[]"),
            returns("objectArray", "Object[]"),
            returns("nested", "Worker[][]"),
            returns("primitives", "int[]"),
            returns("stage", "CompletionStage<String>"),
            returns("future", "CompletableFuture<List<String>>"),
            returns("wild", "CompletionStage<? extends Number>"));
  }

  private static String returns(String method, String type) {
    return "BYT0027: " + HERE + "NoWorkers." + method + "() returns " + type;
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        BoundAround.class,
        CallbackInBoundClass.class,
        UnboundFinal.class,
        FinalBesideBound.class,
        ServletsHelper.class,
        Asynchronous.class,
        ProducerInBoundClass.class,
        Disposer.class,
        Observer.class,
        ForItsBinding.class,
        DefaultMethod.class,
        SameAsInterface.class,
        SameAsAbstract.class,
        Abstract.class,
        AReason.class,
        AReasonOnClass.class,
        OwnReason.class,
        ReasonOfGenericClass.class,
        AnApp.class,
        AppOfStereotype.class,
        AppOfBoth.class,
        AllWorkers.class,
        NothingOfOurs.class
      })
  void aLookAlikeIsDeployed(Class<?> bean) {
    assertThat(problems(bean)).isEmpty();
  }

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

  @Dependent
  @SuppressWarnings("serial")
  static class ServletsHelper extends HttpServlet {
    @TimedProxyRequest
    void forward() {}

    @TimedProxyRequest
    void doGet(String path) {}
  }

  @Dependent
  static class Asynchronous implements AsyncListener {
    @Override
    @TrackedSession
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
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

  @SuppressWarnings("serial")
  static class WorkerList extends ArrayList<Worker> {}

  @Dependent
  static class AllWorkers {
    @ReconciledWorkers
    Iterable<WorkerView> views() {
      return List.of();
    }

    @ReconciledWorkers
    Set<Worker> set() {
      return Set.of();
    }

    @ReconciledWorkers
    List<? extends WorkerView> wild() {
      return List.of();
    }

    @ReconciledWorkers
    List<?> unknown() {
      return List.of();
    }

    @ReconciledWorkers
    List<? super Worker> below() {
      return new ArrayList<>();
    }

    @ReconciledWorkers
    List<? extends Runnable> both() {
      return List.of();
    }

    @ReconciledWorkers
    <T extends Worker> List<T> variable() {
      return List.of();
    }

    @ReconciledWorkers
    <T extends List<Worker>> @Nullable T bounded() {
      return null;
    }

    @ReconciledWorkers
    <T> @Nullable T free() {
      return null;
    }

    @ReconciledWorkers
    @SuppressWarnings("rawtypes")
    List raw() {
      return List.of();
    }

    @ReconciledWorkers
    WorkerList own() {
      return new WorkerList();
    }

    @ReconciledWorkers
    Worker[] array() {
      return new Worker[0];
    }

    @ReconciledWorkers
    CompletionStage<Worker[]> stage() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    CompletableFuture<? extends List<Worker>> future() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    CompletionStage<?> anything() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    @SuppressWarnings("rawtypes")
    CompletionStage rawStage() {
      return new CompletableFuture<>();
    }
  }

  @Dependent
  static class NothingOfOurs {
    private void spawn() {}

    final void stop() {}

    int look() {
      return 0;
    }
  }

  @Test
  void anAnnotatedDefaultMethodIsRecorded() {
    try (WeldContainer container = deployment.weld(DefaultMethod.class).initialize()) {
      container.select(DefaultMethod.class).get().spawn();
      assertThat(deployment.moved()).containsEntry("blockyard_workers_spawned_total", 1.0);
    }
  }

  @Test
  void allMistakesOfADeploymentAreReportedTogetherInOrder() {
    List<Object[]> rows = mistakes().map(Arguments::get).toList();
    Class<?>[] classes = rows.stream().map(row -> row[2]).toArray(Class<?>[]::new);
    Set<String> expected =
        rows.stream().map(row -> row[0] + ": " + HERE + row[1]).collect(toCollection(TreeSet::new));
    assertThat(problems(classes))
        .isSorted()
        .doesNotHaveDuplicates()
        .zipSatisfy(expected, (problem, start) -> assertThat(problem).startsWith(start));
  }

  @Dependent
  static class NoReasonInheritedToo extends Stops {}

  @Dependent
  static class NoReasonInheritedFurther extends NoReasonInherited {}

  @Test
  void anInheritedMistakeIsReportedOnce() {
    assertThat(
            problems(
                NoReasonInherited.class,
                NoReasonInheritedToo.class,
                NoReasonInheritedFurther.class,
                OfBoundInterface.class,
                OfDeeperInterface.class))
        .hasSize(2);
  }

  @Dependent
  static class Overriding extends NoReasonInherited {
    @Override
    void stop() {}
  }

  @Test
  void anOverriddenMistakeIsNone() {
    assertThat(problems(Overriding.class)).isEmpty();
  }

  @Test
  void whereTheModuleIsOffNothingIsReported() {
    System.setProperty(ENABLED, "false");
    assertThat(problems(PrivateMethod.class, NoReason.class)).isEmpty();
  }

  @Test
  void aValueThatCannotBeUsedIsReportedAsSuch() {
    System.setProperty(ENABLED, "on");
    assertThatThrownBy(() -> deployment.weld(NoReason.class).initialize().close())
        .isInstanceOf(TelemetryException.class)
        .hasMessageStartingWith("BYT0001: " + ENABLED + " is \"on\"");
  }

  @Test
  void aClassThatCannotBeReadFailsNothing() {
    ClassInfo broken =
        (ClassInfo)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ClassInfo.class},
                (proxy, method, arguments) -> {
                  throw new NoClassDefFoundError("com/example/Optional");
                });
    AnnotationValidation validation = new AnnotationValidation();
    assertThatCode(
            () -> {
              validation.look(broken);
              validation.lookAtApps(broken);
              validation.report();
            })
        .doesNotThrowAnyException();
  }
}
