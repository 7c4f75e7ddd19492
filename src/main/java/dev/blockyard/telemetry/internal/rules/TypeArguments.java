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
      List<String> parameters = supertype.declaration().typeParameters();
      List<TypeView> arguments = supertype.arguments();
      Map<String, TypeView> read = new HashMap<>();
      if (parameters.size() == arguments.size()) { // it is not raw
        for (int i = 0; i < parameters.size(); i++) {
          TypeView argument = arguments.get(i);
          read.put(parameters.get(i), known.getOrDefault(argument.simpleName(), argument));
        }
      }
      all.put(supertype.declaration().name(), read);
      read(supertype.declaration(), read, all);
    }
  }
}
