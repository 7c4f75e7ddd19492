package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.internal.interception.BindingType;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.interceptor.InterceptorBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the module's bindings at one place: directly, or through a stereotype or another binding,
 * where what is written directly wins. Remembers annotation types: there are few, on many classes.
 */
final class BindingReader {
  private static final Set<String> BINDINGS =
      BindingType.ALL.stream()
          .map(type -> type.annotation().getName())
          .collect(Collectors.toUnmodifiableSet());

  /** The bindings that an annotation carries: none for most, and for the bindings themselves. */
  private final Map<String, List<AnnotationInfo>> carried = new HashMap<>();

  /** Returns the bindings by the names of their types. */
  Map<String, Binding> at(DeclarationInfo place) {
    Map<String, Binding> found = Map.of();
    for (AnnotationInfo written : place.annotations()) {
      boolean binding = BINDINGS.contains(written.name());
      List<AnnotationInfo> others = binding ? List.of() : carriedBy(written);
      if (!binding && others.isEmpty()) {
        continue;
      }
      if (found.isEmpty()) {
        found = new TreeMap<>();
      }
      if (binding) {
        found.put(written.name(), new Binding(written, written));
      }
      for (AnnotationInfo other : others) {
        found.putIfAbsent(other.name(), new Binding(other, written));
      }
    }
    return found;
  }

  private List<AnnotationInfo> carriedBy(AnnotationInfo annotation) {
    ClassInfo declaration = annotation.declaration();
    List<AnnotationInfo> known = carried.get(declaration.name());
    if (known == null) {
      carried.put(declaration.name(), List.of()); // annotation types may carry one another
      known = read(declaration);
      carried.put(declaration.name(), known);
    }
    return known;
  }

  private List<AnnotationInfo> read(ClassInfo declaration) {
    return declaration.hasAnnotation(InterceptorBinding.class)
            || declaration.hasAnnotation(Stereotype.class)
        ? at(declaration).values().stream().map(Binding::annotation).toList()
        : List.of();
  }
}
