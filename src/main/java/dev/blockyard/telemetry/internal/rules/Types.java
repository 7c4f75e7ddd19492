package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.WorkerView;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What the signatures of methods say. */
final class Types {
  private Types() {}

  /**
   * The class, its superclasses from the nearest on, then their interfaces, each before those that
   * it extends: the nearer one's default method is the one that runs.
   */
  static Collection<ClassView> hierarchy(ClassView type) {
    Map<String, ClassView> types = new LinkedHashMap<>();
    for (ClassView one = type; one != null; one = one.superclass()) {
      types.put(one.name(), one);
    }
    List.copyOf(types.values()).forEach(one -> addInterfaces(one, types));
    return types.values();
  }

  private static void addInterfaces(ClassView type, Map<String, ClassView> types) {
    for (ClassView one : type.interfaces()) {
      types.remove(one.name());
      types.put(one.name(), one);
      addInterfaces(one, types);
    }
  }

  /** Whether a class is another one, by name, or a subtype of it. */
  static boolean isSubtype(ClassView type, String name) {
    return hierarchy(type).stream().anyMatch(one -> one.name().equals(name));
  }

  static boolean is(TypeView type, Class<?> wanted) {
    ClassView declaration = type.declaration();
    return declaration != null && declaration.name().equals(wanted.getName());
  }

  /** Whether a value of this type, or the one that its stage completes with, can be workers. */
  static boolean mayBeWorkers(TypeView returned) {
    ClassView declaration = returned.declaration();
    if (declaration == null || !isSubtype(declaration, CompletionStage.class.getName())) {
      return mayBeSeveralWorkers(returned);
    }
    TypeView value = TypeArguments.ofSupertype(returned, CompletionStage.class);
    return value == null || mayBeSeveralWorkers(value);
  }

  private static boolean mayBeSeveralWorkers(TypeView type) {
    if (type instanceof TypeView.Array array) {
      return mayBeWorker(array.component());
    }
    if (isOpen(type)) {
      return bounds(type).stream().allMatch(bound -> isObject(bound) || mayBeSeveralWorkers(bound));
    }
    ClassView declaration = type.declaration();
    if (declaration == null || !isSubtype(declaration, Iterable.class.getName())) {
      return false;
    }
    TypeView element = TypeArguments.ofSupertype(type, Iterable.class);
    return element == null || mayBeWorker(element);
  }

  private static boolean mayBeWorker(TypeView type) {
    if (isOpen(type)) {
      return bounds(type).stream().allMatch(bound -> isAbstractEnough(bound) || mayBeWorker(bound));
    }
    ClassView declaration = type.declaration();
    return declaration != null && isSubtype(declaration, WorkerView.class.getName());
  }

  private static boolean isOpen(TypeView type) {
    return type instanceof TypeView.Variable || type instanceof TypeView.Wildcard;
  }

  private static boolean isObject(TypeView type) {
    return is(type, Object.class);
  }

  /** Whether a worker's type may come below this one, though it is none itself. */
  private static boolean isAbstractEnough(TypeView bound) {
    ClassView declaration = bound.declaration();
    return isObject(bound) || (declaration != null && declaration.isInterface());
  }

  /** Returns the name of what is left of a type at run time. */
  static String erasure(TypeView type) {
    if (type instanceof TypeView.Array array) {
      return erasure(array.component()) + "[]";
    }
    if (isOpen(type)) {
      return bounds(type).stream().findFirst().map(Types::erasure).orElse(Object.class.getName());
    }
    ClassView declaration = type.declaration();
    return declaration == null ? type.simpleName() : declaration.name();
  }

  static List<TypeView> bounds(TypeView type) {
    if (type instanceof TypeView.Variable variable) {
      return variable.upperBounds().get();
    }
    return type instanceof TypeView.Wildcard wildcard && wildcard.upperBound() != null
        ? List.of(wildcard.upperBound())
        : List.of();
  }
}
