package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.internal.messages.Message;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules about where a binding is. */
final class PlacementRules {
  private PlacementRules() {}

  // BYT0022: not intercepted by CDI

  static @Nullable String finalClass(BeanClass bean) {
    return bean.info().isFinal()
        ? notIntercepted(bean.name(), "a final class", bean.bindings())
        : null;
  }

  static @Nullable String inFinalClass(BeanClass bean, BeanMethod method) {
    return bean.info().isFinal()
        ? notIntercepted(
            bean.name() + "." + method.signature(), "a method of a final class", method.own())
        : null;
  }

  static @Nullable String notOverridable(BeanClass bean, BeanMethod method) {
    Optional<String> modifier = method.modifierAgainstOverriding();
    return modifier.isPresent()
        ? notIntercepted(method.place(), modifier.get(), method.own())
        : null;
  }

  static @Nullable String finalInBoundClass(BeanClass bean, BeanMethod method) {
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

  // BYT0023, BYT0054: called by another container

  static @Nullable String madeByServletContainer(BeanClass bean) {
    return bean.types().stream().anyMatch(type -> ContainerCalled.by(type.name()))
        ? ContainerCalled.ofClass(bean.name(), Binding.names(bean.bindings().values()))
        : null;
  }

  static @Nullable String calledByServletContainer(BeanClass bean, BeanMethod method) {
    return bean.types().stream()
            .filter(type -> ContainerCalled.by(type.name()))
            .flatMap(bean::declaredBy)
            .anyMatch(method::implementsOrOverrides)
        ? ContainerCalled.ofMethod(method.place(), Binding.names(method.own().values()))
        : null;
  }

  static @Nullable String calledByWebSocketContainer(BeanClass bean, BeanMethod method) {
    Map<String, Binding> bindings = bean.effective(method);
    boolean called =
        method.info().hasAnnotation(one -> ContainerCalled.byWebSocketFor(one.name()))
            || bean.types().stream()
                .filter(type -> ContainerCalled.isWebSocketEndpoint(type.name()))
                .flatMap(bean::declaredBy)
                .anyMatch(method::implementsOrOverrides);
    return called && !bindings.isEmpty()
        ? ContainerCalled.webSocketMethod(method.place(), Binding.names(bindings.values()))
        : null;
  }

  // BYT0024, BYT0053: not applicable, or not inherited

  static @Nullable String producer(BeanClass bean, BeanMethod method) {
    return method.info().hasAnnotation(Produces.class)
        ? inapplicable(
            method.place(),
            "a producer method is called whenever somebody injects what it makes",
            method.own(),
            "put it on the method that does the work")
        : null;
  }

  static @Nullable String callback(BeanClass bean, BeanMethod method) {
    return method.isCallback()
        ? inapplicable(
            method.place(),
            "CDI calls it past the interceptors",
            method.own(),
            "put it on a method that other beans call")
        : null;
  }

  static @Nullable String ofInterceptorOrDecorator(BeanClass bean, BeanMethod method) {
    return bean.isInterceptorOrDecorator() ? aside(method.place(), method.own()) : null;
  }

  static @Nullable String decorator(BeanClass bean) {
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
  static @Nullable String onInterface(BeanClass bean, ClassInfo type) {
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
  static @Nullable String abstractMethod(BeanClass bean, BeanMethod method) {
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

  /** Where the overriding method has the same bindings, nothing is lost. */
  static @Nullable String lostByOverriding(BeanClass bean, BeanMethod overridden) {
    return bean.implementation(overridden)
        .filter(one -> !bean.effective(one).keySet().containsAll(overridden.own().keySet()))
        .map(
            one ->
                Message.BYT0053.text(
                    one.place(), overridden.place(), Binding.names(overridden.own().values())))
        .orElse(null);
  }

  private static String inapplicable(
      String place, String why, Map<String, Binding> bindings, String instead) {
    return Message.BYT0024.text(place, why, Binding.names(bindings.values()), instead);
  }
}
