package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.TelemetryBinding;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.interceptor.InterceptorBinding;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the module's bindings at one place: directly, or through a stereotype or another binding,
 * where what is written directly wins. Remembers annotation types: there are few, on many classes.
 */
final class BindingReader {
  private static final AnnotationType OTHER = new AnnotationType(false, List.of());
  private static final AnnotationType BINDING = new AnnotationType(true, List.of());

  private final Map<String, AnnotationType> types = new HashMap<>();

  private record AnnotationType(boolean binding, List<AnnotationInfo> carried) {}

  /** Returns the bindings by the names of their types. */
  Map<String, Binding> at(DeclarationInfo place) {
    Collection<AnnotationInfo> annotations = place.annotations();
    Map<String, Binding> found = Map.of();
    for (AnnotationInfo written : annotations) {
      AnnotationType type = typeOf(written);
      if (type.equals(OTHER)) {
        continue;
      }
      if (found.isEmpty()) {
        found = new TreeMap<>();
      }
      if (type.binding) {
        found.put(written.name(), new Binding(written, written));
      }
      for (AnnotationInfo carried : type.carried) {
        Binding other = found.get(carried.name());
        if (other == null) {
          found.put(carried.name(), new Binding(carried, written));
        }
      }
    }
    return found;
  }

  private AnnotationType typeOf(AnnotationInfo annotation) {
    ClassInfo declaration = annotation.declaration();
    AnnotationType known = types.get(declaration.name());
    if (known == null) {
      types.put(declaration.name(), OTHER); // annotation types may carry one another
      known = read(declaration);
      types.put(declaration.name(), known);
    }
    return known;
  }

  private AnnotationType read(ClassInfo declaration) {
    if (declaration.hasAnnotation(TelemetryBinding.class)) {
      return BINDING;
    }
    if (!declaration.hasAnnotation(InterceptorBinding.class)
        && !declaration.hasAnnotation(Stereotype.class)) {
      return OTHER;
    }
    List<AnnotationInfo> carried =
        at(declaration).values().stream().map(Binding::annotation).toList();
    return carried.isEmpty() ? OTHER : new AnnotationType(false, carried);
  }
}
