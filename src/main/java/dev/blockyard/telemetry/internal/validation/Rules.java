package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.messages.Message;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be wrong with an annotated class. A new rule is one more entry in one of the lists. */
final class Rules {

  /** Says what is wrong with a class that is bound as a whole, or nothing. */
  private interface ClassRule {
    @Nullable String problem(BeanClass bean);
  }

  /** Says what is wrong with a method that a class has, or nothing. */
  private interface MethodRule {
    @Nullable String problem(BeanClass bean, BeanMethod method);
  }

  private static final List<ClassRule> BOUND_CLASS =
      List.of(
          Rules::decorator,
          Rules::madeByServletContainer,
          Rules::finalClass,
          Rules::twoReasonsOnClass);

  /** Why a method's own bindings reach nothing: the first that holds is said, and is enough. */
  private static final List<MethodRule> BOUND_METHOD =
      List.of(
          Rules::ofInterceptorOrDecorator,
          Rules::producer,
          Rules::callback,
          Rules::abstractMethod,
          Rules::calledByServletContainer,
          Rules::notOverridable,
          Rules::inFinalClass);

  private static final List<MethodRule> METHOD =
      List.of(
          Rules::finalInBoundClass,
          Rules::noReason,
          Rules::twoReasons,
          Rules::twoReasonParameters,
          Rules::twoApps,
          Rules::appOfNothing,
          Rules::noWorkers);

  private Rules() {}

  /** Returns all that is wrong with a class. */
  static Stream<String> problems(BeanClass bean) {
    Stream<@Nullable String> ofClass =
        BOUND_CLASS.stream()
            .filter(rule -> !bean.bindings().isEmpty())
            .map(rule -> rule.problem(bean));
    Stream<@Nullable String> ofInterfaces =
        bean.types().stream().filter(ClassInfo::isInterface).map(type -> onInterface(bean, type));
    Stream<@Nullable String> ofMethods =
        bean.methods().stream().flatMap(method -> problems(bean, method));
    return Stream.of(ofClass, ofInterfaces, ofMethods)
        .flatMap(problems -> problems)
        .filter(Objects::nonNull);
  }

  private static Stream<@Nullable String> problems(BeanClass bean, BeanMethod method) {
    Stream<@Nullable String> reached =
        BOUND_METHOD.stream()
            .filter(rule -> !method.own().isEmpty())
            .map(rule -> rule.problem(bean, method))
            .filter(Objects::nonNull)
            .limit(1);
    return Stream.concat(reached, METHOD.stream().map(rule -> rule.problem(bean, method)));
  }

  // BYT0022: what CDI does not intercept

  private static @Nullable String finalClass(BeanClass bean) {
    return bean.info().isFinal()
        ? notIntercepted(bean.name(), "a final class", bean.bindings())
        : null;
  }

  private static @Nullable String inFinalClass(BeanClass bean, BeanMethod method) {
    return bean.info().isFinal()
        ? notIntercepted(
            bean.name() + "." + method.signature(), "a method of a final class", method.own())
        : null;
  }

  private static @Nullable String notOverridable(BeanClass bean, BeanMethod method) {
    Optional<String> modifier = method.modifierAgainstOverriding();
    return modifier.isPresent()
        ? notIntercepted(method.place(), modifier.get(), method.own())
        : null;
  }

  private static @Nullable String finalInBoundClass(BeanClass bean, BeanMethod method) {
    if (!method.info().isFinal() || !method.isBusinessMethod() || !method.own().isEmpty()) {
      return null;
    }
    return bean.bindings().values().stream()
        .findFirst()
        .map(binding -> "final, while " + bean.writer(binding) + " is annotated as a whole")
        .map(what -> notIntercepted(method.place(), what, bean.bindings()))
        .orElse(null);
  }

  private static String notIntercepted(String place, String what, Map<String, Binding> bindings) {
    return Message.BYT0022.text(place, what, Binding.names(bindings.values()));
  }

  // BYT0023: what the servlet container calls

  private static @Nullable String madeByServletContainer(BeanClass bean) {
    return bean.types().stream().anyMatch(type -> ContainerCalled.by(type.name()))
        ? ContainerCalled.ofClass(bean.name(), Binding.names(bean.bindings().values()))
        : null;
  }

  private static @Nullable String calledByServletContainer(BeanClass bean, BeanMethod method) {
    return bean.types().stream()
            .filter(type -> ContainerCalled.by(type.name()))
            .flatMap(bean::declaredBy)
            .anyMatch(method::implementsOrOverrides)
        ? ContainerCalled.ofMethod(method.place(), Binding.names(method.own().values()))
        : null;
  }

  // BYT0024: what a binding means nothing on

  private static @Nullable String producer(BeanClass bean, BeanMethod method) {
    return method.info().hasAnnotation(Produces.class)
        ? inapplicable(
            method.place(),
            "a producer method is called whenever somebody injects what it makes",
            method.own(),
            "put it on the method that does the work")
        : null;
  }

  private static @Nullable String callback(BeanClass bean, BeanMethod method) {
    return method.isCallback()
        ? inapplicable(
            method.place(),
            "CDI calls it past the interceptors",
            method.own(),
            "put it on a method that other beans call")
        : null;
  }

  private static @Nullable String ofInterceptorOrDecorator(BeanClass bean, BeanMethod method) {
    return bean.isInterceptorOrDecorator() ? aside(method.place(), method.own()) : null;
  }

  private static @Nullable String decorator(BeanClass bean) {
    return bean.isInterceptorOrDecorator() ? aside(bean.name(), bean.bindings()) : null;
  }

  private static String aside(String place, Map<String, Binding> bindings) {
    return inapplicable(
        place,
        "CDI intercepts no interceptor or decorator",
        bindings,
        "put it on the bean that is intercepted or decorated");
  }

  /** Where the class says the same, the interface's is one too many and does no harm. */
  private static @Nullable String onInterface(BeanClass bean, ClassInfo type) {
    Map<String, Binding> bindings = bean.bindingsOn(type);
    return bean.bindings().keySet().containsAll(bindings.keySet())
        ? null
        : inapplicable(
            type.name(),
            "a class inherits no binding from an interface",
            bindings,
            "put it on the class");
  }

  /** Where the implementation says the same, it does no harm either. */
  private static @Nullable String abstractMethod(BeanClass bean, BeanMethod method) {
    return method.info().isAbstract()
            && bean.implementation(method)
                .filter(one -> !bean.effective(one).keySet().containsAll(method.own().keySet()))
                .isPresent()
        ? inapplicable(
            method.place(),
            "the method that implements it inherits no binding",
            method.own(),
            "put it on the method of the class")
        : null;
  }

  private static String inapplicable(
      String place, String why, Map<String, Binding> bindings, String instead) {
    return Message.BYT0024.text(place, why, Binding.names(bindings.values()), instead);
  }

  // BYT0025: why a worker was stopped

  private static @Nullable String noReason(BeanClass bean, BeanMethod method) {
    Binding stop = stop(bean.effective(method));
    return stop != null && reasons(stop) == 0 && reasonParameters(method) == 0
        ? reason(method.place(), "neither a reason nor a parameter of type StopReason")
        : null;
  }

  private static @Nullable String twoReasons(BeanClass bean, BeanMethod method) {
    Binding stop = stop(method.own());
    return stop != null && reasons(stop) > 1 ? reason(method.place(), "several reasons") : null;
  }

  private static @Nullable String twoReasonsOnClass(BeanClass bean) {
    Binding stop = stop(bean.bindings());
    return stop != null && reasons(stop) > 1 ? reason(bean.writer(stop), "several reasons") : null;
  }

  private static @Nullable String twoReasonParameters(BeanClass bean, BeanMethod method) {
    return stop(bean.effective(method)) != null && reasonParameters(method) > 1
        ? reason(method.place(), "several parameters of type StopReason")
        : null;
  }

  private static @Nullable Binding stop(Map<String, Binding> bindings) {
    return bindings.get(CountedWorkerStop.class.getName());
  }

  private static int reasons(Binding stop) {
    return stop.annotation().member("value").asArray().size();
  }

  private static long reasonParameters(BeanMethod method) {
    return method.parametersOf(StopReason.class);
  }

  private static String reason(String place, String what) {
    return Message.BYT0025.text(place, what);
  }

  // BYT0026: whose app it is

  private static @Nullable String twoApps(BeanClass bean, BeanMethod method) {
    return method.apps() > 1
        ? Message.BYT0026.text(
            method.place(),
            "is on several parameters",
            "keep the one on the parameter that names it")
        : null;
  }

  private static @Nullable String appOfNothing(BeanClass bean, BeanMethod method) {
    if (method.apps() == 0) {
      return null;
    }
    boolean lost =
        method.info().isAbstract()
            ? bean.implementation(method).filter(one -> one.apps() == 0).isPresent()
            : bean.effective(method).isEmpty();
    return lost
        ? Message.BYT0026.text(
            method.place(),
            "is on a method that records nothing",
            "annotate that method, or move @App to the one that is annotated")
        : null;
  }

  // BYT0027: what is counted by state

  private static @Nullable String noWorkers(BeanClass bean, BeanMethod method) {
    return bean.effective(method).containsKey(ReconciledWorkers.class.getName())
            && !Types.mayBeWorkers(method.info().returnType())
        ? Message.BYT0027.text(method.place(), Types.fullName(method.info().returnType()))
        : null;
  }
}
