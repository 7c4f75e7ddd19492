package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.internal.messages.Message;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that can be wrong with an annotated class. A new rule is one more entry in one of the lists.
 */
public final class Rules {
  private final BindingReader reader = new BindingReader();

  /** Returns what is wrong with a class that has a binding as a whole; null for nothing. */
  private interface ClassRule {
    @Nullable Problem problem(BeanClass bean);
  }

  /** Returns what is wrong with a method of a class; null for nothing. */
  private interface MethodRule {
    @Nullable Problem problem(BeanClass bean, BeanMethod method);
  }

  private static final List<ClassRule> BOUND_CLASS =
      List.of(
          PlacementRules::decorator,
          PlacementRules::madeByServletContainer,
          PlacementRules::finalClass,
          SignatureRules::twoReasonsOnClass);

  /** Why a method's own bindings have no effect. Only the first that applies is reported. */
  private static final List<MethodRule> BOUND_METHOD =
      List.of(
          PlacementRules::ofInterceptorOrDecorator,
          PlacementRules::producer,
          PlacementRules::callback,
          PlacementRules::abstractMethod,
          PlacementRules::calledByServletContainer,
          PlacementRules::notOverridable,
          PlacementRules::inFinalClass);

  private static final List<MethodRule> METHOD =
      List.of(
          PlacementRules::finalInBoundClass,
          PlacementRules::calledByWebSocketContainer,
          SignatureRules::noReason,
          SignatureRules::twoReasons,
          SignatureRules::twoReasonParameters,
          SignatureRules::twoApps,
          SignatureRules::appOfNothing,
          SignatureRules::appWithoutName,
          SignatureRules::noWorkers,
          SignatureRules::asynchronous);

  /** Makes the rules for one deployment, or for one run of a compiler. */
  public Rules() {}

  /**
   * Returns whether there is a binding on a class, on an interface of it or on a method it has.
   *
   * @param type the class
   */
  public boolean isAnnotated(ClassView type) {
    return BeanClass.isAnnotated(type, reader);
  }

  /**
   * Returns whether a method that a class declares or inherits has a parameter that names an app.
   *
   * @param type the class
   */
  public boolean namesApp(ClassView type) {
    return BeanClass.namesApp(type);
  }

  /**
   * Returns all that is wrong with a class.
   *
   * @param type no interface: an interceptor may be bound to what implements it
   */
  public Stream<Problem> problems(ClassView type) {
    BeanClass bean = new BeanClass(type, reader);
    Stream<@Nullable Problem> ofClass =
        BOUND_CLASS.stream()
            .filter(rule -> !bean.bindings().isEmpty())
            .map(rule -> rule.problem(bean));
    Stream<@Nullable Problem> ofInterfaces =
        bean.types().stream()
            .filter(ClassView::isInterface)
            .map(one -> PlacementRules.onInterface(bean, one));
    Stream<@Nullable Problem> ofMethods =
        bean.methods().stream().flatMap(method -> problems(bean, method));
    Stream<@Nullable Problem> ofOverridden =
        bean.overridden().stream().map(method -> PlacementRules.lostByOverriding(bean, method));
    return Stream.of(ofClass, ofInterfaces, ofMethods, ofOverridden)
        .flatMap(problems -> problems)
        .filter(Objects::nonNull);
  }

  /**
   * Returns what is wrong with a call that an object makes to itself: the called method's bindings
   * that no caller has, too, are lost.
   *
   * @param callers the methods around the call; none in an initializer
   * @param called an overridable method
   */
  public Optional<Problem> selfInvocation(List<MethodView> callers, MethodView called) {
    Map<String, Binding> lost = new TreeMap<>(reader.at(called));
    for (MethodView caller : callers) {
      Map<String, Binding> ofClass = reader.at(caller.declaringClass());
      Map<String, Binding> effective = new BeanMethod(caller, reader.at(caller)).effective(ofClass);
      lost.keySet().removeAll(effective.keySet());
    }
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.at(called, Message.BYT0073, called.place(), Binding.names(lost.values())));
  }

  private static Stream<@Nullable Problem> problems(BeanClass bean, BeanMethod method) {
    Stream<@Nullable Problem> ineffective =
        BOUND_METHOD.stream()
            .filter(rule -> !method.own().isEmpty())
            .map(rule -> rule.problem(bean, method))
            .filter(Objects::nonNull)
            .limit(1);
    return Stream.concat(ineffective, METHOD.stream().map(rule -> rule.problem(bean, method)));
  }
}
