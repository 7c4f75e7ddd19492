package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.TelemetryBinding;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.rules.ContainerCalled;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds bindings on servlets, filters and listeners by reflection: where they are no beans, CDI
 * does not find them.
 */
public final class ServletMisuse {
  private ServletMisuse() {}

  /**
   * Looks at classes.
   *
   * @param annotated those of the application that have a binding somewhere
   * @throws TelemetryException if one is made by the servlet container, and bound where that calls
   *     it
   */
  public static void check(Set<Class<?>> annotated) {
    Problems problems = new Problems();
    for (Class<?> type : annotated) {
      try {
        look(type, problems);
      } catch (LinkageError e) {
        // a class with parts missing is none that the container can make
      }
    }
    if (!problems.isEmpty()) {
      throw problems.asException();
    }
  }

  private static void look(Class<?> type, Problems problems) {
    for (Method method : type.getDeclaredMethods()) {
      String bound = method.isBridge() ? "" : bindings(method);
      if (!bound.isEmpty() && isWebSocketEvent(method)) {
        problems.add(ContainerCalled.webSocketMethod(place(method), bound));
      }
    }
    List<Class<?>> callers = new ArrayList<>();
    addCallers(type, callers);
    if (callers.isEmpty()) {
      return;
    }
    String ofClass = bindings(type);
    if (!ofClass.isEmpty()) {
      problems.add(ContainerCalled.ofClass(type.getName(), ofClass));
    }
    for (Method method : type.getDeclaredMethods()) {
      String ofMethod = method.isBridge() ? "" : bindings(method);
      if (!ofMethod.isEmpty() && callers.stream().anyMatch(caller -> declares(caller, method))) {
        problems.add(ContainerCalled.ofMethod(place(method), ofMethod));
      }
    }
  }

  private static boolean isWebSocketEvent(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(one -> ContainerCalled.byWebSocketFor(one.annotationType().getName()));
  }

  private static void addCallers(Class<?> type, List<Class<?>> callers) {
    if (ContainerCalled.by(type.getName())) {
      callers.add(type);
    }
    if (type.getSuperclass() != null) {
      addCallers(type.getSuperclass(), callers);
    }
    for (Class<?> one : type.getInterfaces()) {
      addCallers(one, callers);
    }
  }

  private static boolean declares(Class<?> caller, Method method) {
    return Arrays.stream(caller.getDeclaredMethods())
        .anyMatch(
            one ->
                one.getName().equals(method.getName())
                    && Arrays.equals(one.getParameterTypes(), method.getParameterTypes()));
  }

  private static String bindings(AnnotatedElement place) {
    return Arrays.stream(place.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(TelemetryBinding.class))
        .map(type -> "@" + type.getSimpleName())
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  private static String place(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
  }
}
