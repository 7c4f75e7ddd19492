package dev.blockyard.telemetry.internal.rules;

/** An annotation on something. Equal to the same annotation on a subclass that inherits it. */
public interface AnnotationView {

  /** Returns the name of its type. */
  String name();

  /** Returns its type. */
  ClassView declaration();

  /** Returns how many values there are in its member {@code value}, which is an array. */
  int values();
}
