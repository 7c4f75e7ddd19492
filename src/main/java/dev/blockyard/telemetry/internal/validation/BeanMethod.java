package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.App;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundConstruct;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A method that a class declares or inherits, with what is written on it. */
final class BeanMethod {
  /** Methods that the container calls past the interceptors; two are session beans' own. */
  private static final Set<String> CALLBACKS =
      Set.of(
          PostConstruct.class.getName(),
          PreDestroy.class.getName(),
          AroundInvoke.class.getName(),
          AroundTimeout.class.getName(),
          AroundConstruct.class.getName(),
          Inject.class.getName(),
          "jakarta.ejb.PrePassivate",
          "jakarta.ejb.PostActivate");

  /** A session bean's timer may be private: its container does not need to override it. */
  private static final Set<String> TIMERS =
      Set.of("jakarta.ejb.Timeout", "jakarta.ejb.Schedule", "jakarta.ejb.Schedules");

  private final MethodInfo info;
  private final String declaringClass;
  private final Map<String, Binding> own;
  private final List<ParameterInfo> parameters;

  BeanMethod(MethodInfo info, Map<String, Binding> own) {
    this.info = info;
    this.declaringClass = info.declaringClass().name();
    this.own = own;
    this.parameters = declared(info).parameters();
  }

  /** Seen from a class, an interface's method has no parameters in Weld's model: it throws. */
  static MethodInfo declared(MethodInfo info) {
    ClassInfo type = info.declaringClass();
    return type.isInterface()
        ? type.methods().stream().filter(info::equals).findFirst().orElse(info)
        : info;
  }

  MethodInfo info() {
    return info;
  }

  String declaringClass() {
    return declaringClass;
  }

  /** The bindings on the method itself. */
  Map<String, Binding> own() {
    return own;
  }

  /** The bindings that hold for calls: the method's own win over the class's. */
  Map<String, Binding> effective(Map<String, Binding> ofClass) {
    if (ofClass.isEmpty() || !isBusinessMethod()) {
      return own;
    }
    Map<String, Binding> effective = new TreeMap<>(ofClass);
    effective.putAll(own);
    return effective;
  }

  boolean isPrivate() {
    return Modifier.isPrivate(info.modifiers());
  }

  boolean isCallback() {
    return info.hasAnnotation(annotation -> CALLBACKS.contains(annotation.name()));
  }

  /** Whether a binding on the class is meant for it, too. */
  boolean isBusinessMethod() {
    return isVirtual() && !isCallback();
  }

  /** Whether it has a body that a call finds by the object's class. */
  boolean isVirtual() {
    return !isPrivate() && !info.isStatic() && !info.isAbstract();
  }

  /** Returns what keeps the container from overriding it, if something does. */
  Optional<String> modifierAgainstOverriding() {
    if (isPrivate() && !info.hasAnnotation(annotation -> TIMERS.contains(annotation.name()))) {
      return Optional.of("private");
    }
    return info.isStatic()
        ? Optional.of("static")
        : Optional.of("final").filter(modifier -> info.isFinal());
  }

  /** How many parameters name the app. */
  long apps() {
    return parameters.stream().filter(parameter -> parameter.hasAnnotation(App.class)).count();
  }

  /** The type of the parameter that names the app. */
  Optional<Type> appType() {
    return parameters.stream()
        .filter(parameter -> parameter.hasAnnotation(App.class))
        .map(ParameterInfo::type)
        .findFirst();
  }

  List<ParameterInfo> parameters() {
    return parameters;
  }

  /** How many parameters are of that type. */
  long parametersOf(Class<?> type) {
    return parameters.stream().filter(parameter -> Types.is(parameter.type(), type)).count();
  }

  /** Whether it is called in place of the other one, if that is a supertype's. */
  boolean implementsOrOverrides(BeanMethod other) {
    if (!info.name().equals(other.info.name()) || parameters.size() != other.parameters.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      Type type = other.parameters.get(i).type();
      if (!type.isTypeVariable()
          && !Types.simpleName(type).equals(Types.simpleName(parameters.get(i).type()))) {
        return false;
      }
    }
    return true;
  }

  /** The method as a message names it. */
  String signature() {
    return parameters.stream()
        .map(parameter -> Types.simpleName(parameter.type()))
        .collect(Collectors.joining(", ", info.name() + "(", ")"));
  }

  /** Where it is declared, and its signature. */
  String place() {
    return declaringClass + "." + signature();
  }
}
