package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.internal.interception.BindingType;
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
  private final Map<String, List<AnnotationView>> carried = new HashMap<>();

  /** Returns the bindings by the names of their types. */
  Map<String, Binding> at(Annotated place) {
    Map<String, Binding> found = Map.of();
    for (AnnotationView written : place.annotations()) {
      boolean binding = BINDINGS.contains(written.name());
      List<AnnotationView> others = binding ? List.of() : carriedBy(written);
      if (!binding && others.isEmpty()) {
        continue;
      }
      if (found.isEmpty()) {
        found = new TreeMap<>();
      }
      if (binding) {
        found.put(written.name(), new Binding(written, written));
      }
      for (AnnotationView other : others) {
        found.putIfAbsent(other.name(), new Binding(other, written));
      }
    }
    return found;
  }

  private List<AnnotationView> carriedBy(AnnotationView annotation) {
    ClassView declaration = annotation.declaration();
    List<AnnotationView> known = carried.get(declaration.name());
    if (known == null) {
      carried.put(declaration.name(), List.of()); // annotation types may carry one another
      known = read(declaration);
      carried.put(declaration.name(), known);
    }
    return known;
  }

  private List<AnnotationView> read(ClassView declaration) {
    return declaration.has("jakarta.interceptor.InterceptorBinding")
            || declaration.has("jakarta.enterprise.inject.Stereotype")
        ? at(declaration).values().stream().map(Binding::annotation).toList()
        : List.of();
  }
}
