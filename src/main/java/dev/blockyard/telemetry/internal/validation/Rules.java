package dev.blockyard.telemetry.internal.validation;

import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that can be wrong with an annotated class. A new rule is one more entry in one of the lists.
 */
final class Rules {

  /** Returns what is wrong with a class that has a binding as a whole; null for nothing. */
  private interface ClassRule {
    @Nullable String problem(BeanClass bean);
  }

  /** Returns what is wrong with a method of a class; null for nothing. */
  private interface MethodRule {
    @Nullable String problem(BeanClass bean, BeanMethod method);
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

  private Rules() {}

  /** Returns all that is wrong with a class. */
  static Stream<String> problems(BeanClass bean) {
    Stream<@Nullable String> ofClass =
        BOUND_CLASS.stream()
            .filter(rule -> !bean.bindings().isEmpty())
            .map(rule -> rule.problem(bean));
    Stream<@Nullable String> ofInterfaces =
        bean.types().stream()
            .filter(ClassInfo::isInterface)
            .map(type -> PlacementRules.onInterface(bean, type));
    Stream<@Nullable String> ofMethods =
        bean.methods().stream().flatMap(method -> problems(bean, method));
    Stream<@Nullable String> ofOverridden =
        bean.overridden().stream().map(method -> PlacementRules.lostByOverriding(bean, method));
    return Stream.of(ofClass, ofInterfaces, ofMethods, ofOverridden)
        .flatMap(problems -> problems)
        .filter(Objects::nonNull);
  }

  private static Stream<@Nullable String> problems(BeanClass bean, BeanMethod method) {
    Stream<@Nullable String> ineffective =
        BOUND_METHOD.stream()
            .filter(rule -> !method.own().isEmpty())
            .map(rule -> rule.problem(bean, method))
            .filter(Objects::nonNull)
            .limit(1);
    return Stream.concat(ineffective, METHOD.stream().map(rule -> rule.problem(bean, method)));
  }
}
