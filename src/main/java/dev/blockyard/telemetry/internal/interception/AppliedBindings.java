package dev.blockyard.telemetry.internal.interception;

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

/**
 * Finds the module's bindings that apply to a method: those that the container knows, then those on
 * the method, then those on its class, each either directly or through a stereotype or another
 * binding. (CDI 4.0 cannot be asked.)
 */
final class AppliedBindings {
  private final Map<Class<? extends Annotation>, Annotation> found = new HashMap<>();
  private final Set<Class<? extends Annotation>> seen = new HashSet<>();

  private AppliedBindings() {}

  /** Returns the bindings by their types. */
  static Map<Class<? extends Annotation>, Annotation> of(
      Class<?> beanClass, Method method, Set<?> known) {
    AppliedBindings bindings = new AppliedBindings();
    for (Object binding : known) {
      if (binding instanceof Annotation annotation) {
        bindings.add(annotation);
      }
    }
    bindings.collect(method);
    bindings.collect(sourceClass(beanClass));
    return bindings.found;
  }

  /** A container's generated subclass has only the annotations that are {@code @Inherited}. */
  private static Class<?> sourceClass(Class<?> beanClass) {
    Class<?> type = beanClass;
    while (type.isSynthetic() && type.getSuperclass() != null) {
      type = type.getSuperclass();
    }
    return type;
  }

  private void collect(AnnotatedElement element) {
    List<Class<? extends Annotation>> carriers = new ArrayList<>();
    for (Annotation annotation : element.getAnnotations()) {
      Class<? extends Annotation> type = annotation.annotationType();
      if (!add(annotation)
          && (type.isAnnotationPresent(InterceptorBinding.class)
              || type.isAnnotationPresent(Stereotype.class))) {
        carriers.add(type);
      }
    }
    for (Class<? extends Annotation> carrier : carriers) { // a direct binding wins
      if (seen.add(carrier)) {
        collect(carrier);
      }
    }
  }

  /** The first of a type wins: what the container knows, then the method's own. */
  private boolean add(Annotation annotation) {
    boolean isBinding = BindingType.isBinding(annotation.annotationType());
    if (isBinding) {
      found.putIfAbsent(annotation.annotationType(), annotation);
    }
    return isBinding;
  }
}
