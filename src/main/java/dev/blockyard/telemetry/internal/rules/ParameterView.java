package dev.blockyard.telemetry.internal.rules;

/** A parameter of a method. */
public interface ParameterView extends Annotated {

  /** Returns its type. */
  TypeView type();
}
