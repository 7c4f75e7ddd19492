package dev.blockyard.telemetry.internal.rules;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One of the module's bindings at one place.
 *
 * @param annotation the binding
 * @param written what is written there: the binding, or a stereotype or binding that carries it
 */
record Binding(AnnotationView annotation, AnnotationView written) {

  /** Returns what is written, for a message. */
  static String names(Collection<Binding> bindings) {
    return bindings.stream()
        .map(binding -> "@" + binding.written.declaration().simpleName())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
  }
}
