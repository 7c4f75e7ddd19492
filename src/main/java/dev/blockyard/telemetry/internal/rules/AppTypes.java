package dev.blockyard.telemetry.internal.rules;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Which types of a parameter marked with {@code @App} have a string that names an app. */
final class AppTypes {
  private static final Set<String> OPTIONALS =
      Set.of(
          Optional.class.getName(),
          OptionalInt.class.getName(),
          OptionalLong.class.getName(),
          OptionalDouble.class.getName());

  private AppTypes() {}

  /** Returns what is wrong with a type; empty for a type that can name an app. */
  static Optional<String> objection(TypeView type) {
    if (type instanceof TypeView.Array) {
      return Optional.of("an array");
    }
    if (type instanceof TypeView.Variable) {
      return Types.bounds(type).stream().allMatch(bound -> objection(bound).isPresent())
          ? Optional.of(objectsToString(type.simpleName()))
          : Optional.empty();
    }
    ClassView declaration = type.declaration();
    if (declaration == null) { // a primitive
      return Optional.empty();
    }
    if (OPTIONALS.contains(declaration.name())) {
      return Optional.of("an " + declaration.simpleName());
    }
    if (declaration.isRecord() || declaration.name().equals(Record.class.getName())) {
      return Optional.of("the record " + declaration.simpleName());
    }
    return declaresToString(declaration)
        ? Optional.empty()
        : Optional.of(objectsToString(declaration.simpleName()));
  }

  private static String objectsToString(String name) {
    return name + ", which does not declare toString()";
  }

  /** Including what is inherited, except from {@code Object}. */
  private static boolean declaresToString(ClassView type) {
    return Types.isSubtype(type, CharSequence.class.getName())
        || Types.isSubtype(type, Number.class.getName()) // which leaves it to its subclasses
        || Types.hierarchy(type).stream()
            .filter(one -> !one.name().equals(Object.class.getName()))
            .flatMap(one -> one.methods().stream())
            .anyMatch(one -> one.name().equals("toString") && one.parameters().isEmpty());
  }
}
