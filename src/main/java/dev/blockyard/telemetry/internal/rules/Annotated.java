package dev.blockyard.telemetry.internal.rules;

import java.util.Collection;
import java.util.function.Predicate;

/** A declaration that may have annotations. */
public interface Annotated {

  /** Returns its annotations; those of a class with the ones that it inherits. */
  Collection<AnnotationView> annotations();

  /**
   * Returns whether it has an annotation.
   *
   * @param type name of the annotation's type
   */
  default boolean has(String type) {
    return has(type::equals);
  }

  /**
   * Returns whether it has one of several annotations.
   *
   * @param types accepts the names of their types
   */
  default boolean has(Predicate<String> types) {
    return annotations().stream().map(AnnotationView::name).anyMatch(types);
  }
}
