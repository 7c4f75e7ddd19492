package dev.blockyard.telemetry.internal.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A method. */
public interface MethodView extends Annotated {

  /** Returns its name. */
  String name();

  /** Returns the class that declares it. */
  ClassView declaringClass();

  /** Returns whether it is private. */
  boolean isPrivate();

  /** Returns whether it is static. */
  boolean isStatic();

  /** Returns whether it is abstract. */
  boolean isAbstract();

  /** Returns whether it is final. */
  boolean isFinal();

  /** Returns the type of its result. */
  TypeView returnType();

  /** Returns its parameters. */
  List<ParameterView> parameters();

  /** Returns its name and the types of its parameters, for a message. */
  default String signature() {
    return parameters().stream()
        .map(parameter -> parameter.type().simpleName())
        .collect(Collectors.joining(", ", name() + "(", ")"));
  }

  /** Returns where it is declared, and its signature. */
  default String place() {
    return declaringClass().name() + "." + signature();
  }
}
