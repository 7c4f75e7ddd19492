package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.App;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A method that a class declares or inherits, with what is written on it. */
final class BeanMethod {
  /** Methods that the container calls past the interceptors, some of session beans alone. */
  private static final Set<String> CALLBACKS =
      Set.of(
          "jakarta.annotation.PostConstruct",
          "jakarta.annotation.PreDestroy",
          "jakarta.interceptor.AroundInvoke",
          "jakarta.interceptor.AroundTimeout",
          "jakarta.interceptor.AroundConstruct",
          "jakarta.inject.Inject",
          "jakarta.ejb.PrePassivate",
          "jakarta.ejb.PostActivate",
          "jakarta.ejb.AfterBegin",
          "jakarta.ejb.BeforeCompletion",
          "jakarta.ejb.AfterCompletion");

  /** A session bean's timer may be private: its container does not need to override it. */
  private static final Set<String> TIMERS =
      Set.of("jakarta.ejb.Timeout", "jakarta.ejb.Schedule", "jakarta.ejb.Schedules");

  private final MethodView info;
  private final Map<String, Binding> own;

  BeanMethod(MethodView info, Map<String, Binding> own) {
    this.info = info;
    this.own = own;
  }

  MethodView info() {
    return info;
  }

  /** The bindings on the method itself. */
  Map<String, Binding> own() {
    return own;
  }

  /**
   * The bindings that hold for calls: the method's own win over the class's. Calls of an abstract
   * method are those of its implementation.
   */
  Map<String, Binding> effective(Map<String, Binding> ofClass) {
    if (info.isAbstract()) {
      return Map.of();
    }
    if (ofClass.isEmpty() || !isBusinessMethod()) {
      return own;
    }
    Map<String, Binding> effective = new TreeMap<>(ofClass);
    effective.putAll(own);
    return effective;
  }

  boolean isCallback() {
    return info.has(CALLBACKS::contains);
  }

  /** Whether a binding on the class is meant for it, too. */
  boolean isBusinessMethod() {
    return isVirtual() && !isCallback();
  }

  /** Whether it has a body that a call finds by the object's class. */
  boolean isVirtual() {
    return !info.isPrivate() && !info.isStatic() && !info.isAbstract();
  }

  /** Returns what keeps the container from overriding it, if something does. */
  Optional<String> modifierAgainstOverriding() {
    if (info.isPrivate() && !info.has(TIMERS::contains)) {
      return Optional.of("private");
    }
    return info.isStatic()
        ? Optional.of("static")
        : Optional.of("final").filter(modifier -> info.isFinal());
  }

  /** The parameters that name the app. */
  List<ParameterView> apps() {
    return info.parameters().stream()
        .filter(parameter -> parameter.has(App.class.getName()))
        .toList();
  }

  /** How many parameters are of that type. */
  long parametersOf(Class<?> type) {
    return info.parameters().stream().filter(parameter -> Types.is(parameter.type(), type)).count();
  }

  /**
   * Whether it is called in place of the other one, if that is a supertype's.
   *
   * @param arguments what type variables of supertypes stand for
   */
  boolean implementsOrOverrides(MethodView other, TypeArguments arguments) {
    List<ParameterView> parameters = info.parameters();
    List<ParameterView> others = other.parameters();
    if (!info.name().equals(other.name()) || parameters.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      String type = Types.erasure(arguments.resolve(parameters.get(i).type(), info));
      if (!type.equals(Types.erasure(arguments.resolve(others.get(i).type(), other)))) {
        return false;
      }
    }
    return true;
  }

  /** Where it is declared, and its signature. */
  String place() {
    return info.place();
  }
}
