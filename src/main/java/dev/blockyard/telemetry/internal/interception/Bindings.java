package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.TelemetryBinding;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The module's bindings that hold for one method: those on the method itself, then those on the
 * class; each directly, or through a stereotype or another binding. (CDI 4.0 has no way to ask for
 * them.)
 */
final class Bindings {
  private final Map<Class<? extends Annotation>, Annotation> byType = new HashMap<>();

  private Bindings() {}

  static Bindings none() {
    return new Bindings();
  }

  static Bindings of(Class<?> beanClass, Method method) {
    Bindings bindings = new Bindings();
    Set<Class<? extends Annotation>> seen = new HashSet<>();
    bindings.collect(method, seen);
    bindings.collect(written(beanClass), seen);
    return bindings;
  }

  /** The class in the source: a container's subclass has only what {@code @Inherited} hands on. */
  private static Class<?> written(Class<?> beanClass) {
    Class<?> type = beanClass;
    while (type.isSynthetic() && type.getSuperclass() != null) {
      type = type.getSuperclass();
    }
    return type;
  }

  private void collect(AnnotatedElement element, Set<Class<? extends Annotation>> seen) {
    List<Class<? extends Annotation>> carriers = new ArrayList<>();
    for (Annotation annotation : element.getAnnotations()) {
      Class<? extends Annotation> type = annotation.annotationType();
      if (type.isAnnotationPresent(TelemetryBinding.class)) {
        byType.putIfAbsent(type, annotation); // the method's own wins over the class's
      } else if (type.isAnnotationPresent(InterceptorBinding.class)
          || type.isAnnotationPresent(Stereotype.class)) {
        carriers.add(type);
      }
    }
    for (Class<? extends Annotation> carrier : carriers) { // what is written directly wins
      if (seen.add(carrier)) {
        collect(carrier, seen);
      }
    }
  }

  boolean has(Class<? extends Annotation> type) {
    return byType.containsKey(type);
  }

  <A extends Annotation> @Nullable A get(Class<A> type) {
    return type.cast(byType.get(type));
  }
}
