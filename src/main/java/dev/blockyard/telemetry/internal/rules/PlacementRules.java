package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.internal.messages.Message;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules about where a binding is. */
final class PlacementRules {
  private PlacementRules() {}

  // BYT0022: not intercepted by CDI

  static @Nullable Problem finalClass(BeanClass bean) {
    return bean.info().isFinal()
        ? notIntercepted(bean.info(), bean.name(), "a final class", bean.bindings())
        : null;
  }

  static @Nullable Problem inFinalClass(BeanClass bean, BeanMethod method) {
    return bean.info().isFinal()
        ? notIntercepted(
            method.info(),
            bean.name() + "." + method.info().signature(),
            "a method of a final class",
            method.own())
        : null;
  }

  static @Nullable Problem notOverridable(BeanClass bean, BeanMethod method) {
    Optional<String> modifier = method.modifierAgainstOverriding();
    return modifier.isPresent()
        ? notIntercepted(method.info(), method.place(), modifier.get(), method.own())
        : null;
  }

  static @Nullable Problem finalInBoundClass(BeanClass bean, BeanMethod method) {
    if (!method.info().isFinal() || !method.isBusinessMethod() || !method.own().isEmpty()) {
      return null;
    }
    return bean.bindings().values().stream()
        .findFirst()
        .map(binding -> "final, while " + bean.writer(binding) + " is annotated as a whole")
        .map(what -> notIntercepted(method.info(), method.place(), what, bean.bindings()))
        .orElse(null);
  }

  private static Problem notIntercepted(
      Annotated place, String name, String what, Map<String, Binding> bindings) {
    return Problem.at(place, Message.BYT0022, name, what, Binding.names(bindings.values()));
  }

  // BYT0023, BYT0054: called by another container

  static @Nullable Problem madeByServletContainer(BeanClass bean) {
    return bean.types().stream().anyMatch(type -> ContainerCalled.by(type.name()))
        ? new Problem(
            Message.BYT0023,
            bean.info(),
            ContainerCalled.ofClass(bean.name(), Binding.names(bean.bindings().values())))
        : null;
  }

  static @Nullable Problem calledByServletContainer(BeanClass bean, BeanMethod method) {
    return bean.types().stream()
            .filter(type -> ContainerCalled.by(type.name()))
            .flatMap(type -> type.methods().stream())
            .anyMatch(one -> bean.implementsOrOverrides(method, one))
        ? new Problem(
            Message.BYT0023,
            method.info(),
            ContainerCalled.ofMethod(method.place(), Binding.names(method.own().values())))
        : null;
  }

  static @Nullable Problem calledByWebSocketContainer(BeanClass bean, BeanMethod method) {
    Map<String, Binding> bindings = bean.effective(method);
    boolean called =
        method.info().has(ContainerCalled::byWebSocketFor)
            || bean.types().stream()
                .filter(type -> ContainerCalled.isWebSocketEndpoint(type.name()))
                .flatMap(type -> type.methods().stream())
                .anyMatch(one -> bean.implementsOrOverrides(method, one));
    return called && !bindings.isEmpty()
        ? new Problem(
            Message.BYT0054,
            method.info(),
            ContainerCalled.webSocketMethod(method.place(), Binding.names(bindings.values())))
        : null;
  }

  // BYT0024, BYT0053: not applicable, or not inherited

  static @Nullable Problem producer(BeanClass bean, BeanMethod method) {
    return method.info().has("jakarta.enterprise.inject.Produces")
        ? inapplicable(
            method.info(),
            method.place(),
            "a producer method is called whenever somebody injects what it makes",
            method.own(),
            "put it on the method that does the work")
        : null;
  }

  static @Nullable Problem callback(BeanClass bean, BeanMethod method) {
    return method.isCallback()
        ? inapplicable(
            method.info(),
            method.place(),
            "CDI calls it past the interceptors",
            method.own(),
            "put it on a method that other beans call")
        : null;
  }

  static @Nullable Problem ofInterceptorOrDecorator(BeanClass bean, BeanMethod method) {
    return bean.isInterceptorOrDecorator()
        ? aside(method.info(), method.place(), method.own())
        : null;
  }

  static @Nullable Problem decorator(BeanClass bean) {
    return bean.isInterceptorOrDecorator()
        ? aside(bean.info(), bean.name(), bean.bindings())
        : null;
  }

  private static Problem aside(Annotated place, String name, Map<String, Binding> bindings) {
    return inapplicable(
        place,
        name,
        "CDI intercepts no interceptor or decorator",
        bindings,
        "put it on the bean that is intercepted or decorated");
  }

  /** Where the class says the same, the interface's is one too many and does no harm. */
  static @Nullable Problem onInterface(BeanClass bean, ClassView type) {
    Map<String, Binding> bindings = bean.bindingsOn(type);
    return bean.isInterceptorOrDecorator()
            || bean.bindings().keySet().containsAll(bindings.keySet())
        ? null
        : inapplicable(
            type,
            type.name(),
            "a class inherits no binding from an interface",
            bindings,
            "put it on the class");
  }

  /** Where the implementation says the same, it does no harm either. */
  static @Nullable Problem abstractMethod(BeanClass bean, BeanMethod method) {
    return method.info().isAbstract()
            && bean.implementation(method)
                .filter(one -> !bean.effective(one).keySet().containsAll(method.own().keySet()))
                .isPresent()
        ? inapplicable(
            method.info(),
            method.place(),
            "the method that implements it inherits no binding",
            method.own(),
            "put it on the method of the class")
        : null;
  }

  /** Where the overriding method has the same bindings, nothing is lost. */
  static @Nullable Problem lostByOverriding(BeanClass bean, BeanMethod overridden) {
    return bean.implementation(overridden)
        .filter(one -> !bean.isInterceptorOrDecorator())
        .filter(one -> !bean.effective(one).keySet().containsAll(overridden.own().keySet()))
        .map(
            one ->
                Problem.at(
                    one.info(),
                    Message.BYT0053,
                    one.place(),
                    overridden.place(),
                    Binding.names(overridden.own().values())))
        .orElse(null);
  }

  private static Problem inapplicable(
      Annotated place, String name, String why, Map<String, Binding> bindings, String instead) {
    return Problem.at(place, Message.BYT0024, name, why, Binding.names(bindings.values()), instead);
  }
}
