package dev.blockyard.telemetry.internal.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the type variables of a class's supertypes stand for in that class. */
final class TypeArguments {
  private final ClassView type;
  private @Nullable Map<String, Map<String, TypeView>> bySupertype;

  TypeArguments(ClassView type) {
    this.type = type;
  }

  /**
   * Returns the only type argument of a class or interface, as a type that is or extends it has it;
   * null if that is raw.
   */
  static @Nullable TypeView ofSupertype(TypeView type, Class<?> supertype) {
    if (!(type instanceof TypeView.OfClass subtype)) {
      return null;
    }
    if (Types.is(type, supertype)) {
      return subtype.arguments().size() == 1 ? subtype.arguments().get(0) : null;
    }
    return subtype.declaration().supertypes().stream()
        .filter(one -> Types.isSubtype(one.declaration(), supertype.getName()))
        .findFirst()
        .map(one -> ofSupertype(one, supertype))
        .map(
            found ->
                found instanceof TypeView.Variable ? known(subtype).get(found.simpleName()) : found)
        .orElse(null);
  }

  /**
   * Returns the type that a variable in the signature of a method stands for, and any other type as
   * it is. A variable of a raw supertype, or of the method itself, stays a variable.
   */
  TypeView resolve(TypeView written, MethodView method) {
    if (written instanceof TypeView.Array array) {
      return new TypeView.Array(resolve(array.component(), method));
    }
    return written instanceof TypeView.Variable
        ? bySupertype()
            .getOrDefault(method.declaringClass().name(), Map.of())
            .getOrDefault(written.simpleName(), written)
        : written;
  }

  /** Read when first needed: most signatures have no variables. */
  private Map<String, Map<String, TypeView>> bySupertype() {
    if (bySupertype == null) {
      bySupertype = new HashMap<>();
      read(type, Map.of(), bySupertype);
    }
    return bySupertype;
  }

  private static void read(
      ClassView type, Map<String, TypeView> known, Map<String, Map<String, TypeView>> all) {
    for (TypeView.OfClass supertype : type.supertypes()) {
      Map<String, TypeView> read = known(supertype);
      read.replaceAll((parameter, found) -> known.getOrDefault(variable(found), found));
      all.put(supertype.declaration().name(), read);
      read(supertype.declaration(), read, all);
    }
  }

  /** What the type parameters stand for; empty for a raw type. */
  private static Map<String, TypeView> known(TypeView.OfClass type) {
    List<String> parameters = type.declaration().typeParameters();
    List<TypeView> arguments = type.arguments();
    Map<String, TypeView> known = new HashMap<>();
    for (int i = 0; i < parameters.size() && parameters.size() == arguments.size(); i++) {
      known.put(parameters.get(i), arguments.get(i));
    }
    return known;
  }

  /** The name of a variable; empty for all other types. */
  private static String variable(TypeView type) {
    return type instanceof TypeView.Variable ? type.simpleName() : "";
  }
}
