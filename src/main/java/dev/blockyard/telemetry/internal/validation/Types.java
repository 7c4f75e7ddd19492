package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.WorkerView;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the signatures of methods say. */
final class Types {
  private Types() {}

  /** Whether a class is another one, by name, or a subtype of it. */
  static boolean isSubtype(ClassInfo type, String name) {
    if (type.name().equals(name)) {
      return true;
    }
    ClassInfo superclass = type.superClassDeclaration();
    return (superclass != null && isSubtype(superclass, name))
        || type.superInterfacesDeclarations().stream().anyMatch(one -> isSubtype(one, name));
  }

  static boolean is(Type type, Class<?> wanted) {
    return type.isClass() && type.asClass().declaration().name().equals(wanted.getName());
  }

  /** The type as a reader of the source knows it, without type arguments or packages. */
  static String simpleName(Type type) {
    return switch (type.kind()) {
      case VOID -> "void";
      case PRIMITIVE -> type.asPrimitive().name();
      case CLASS -> type.asClass().declaration().simpleName();
      case PARAMETERIZED_TYPE -> type.asParameterizedType().declaration().simpleName();
      case ARRAY -> simpleName(type.asArray().componentType()) + "[]";
      case TYPE_VARIABLE -> type.asTypeVariable().name();
      case WILDCARD_TYPE -> "?";
    };
  }

  /** The same with type arguments. */
  static String fullName(Type type) {
    if (type.isWildcardType() && type.asWildcardType().upperBound() != null) {
      return "? extends " + fullName(type.asWildcardType().upperBound());
    }
    if (!type.isParameterizedType()) {
      return simpleName(type);
    }
    List<String> arguments =
        type.asParameterizedType().typeArguments().stream().map(Types::fullName).toList();
    return simpleName(type) + "<" + String.join(", ", arguments) + ">";
  }

  /** Whether a value of this type, or the one that its stage completes with, can be workers. */
  static boolean mayBeWorkers(Type returned) {
    ClassInfo declaration = declaration(returned);
    if (declaration == null || !isSubtype(declaration, CompletionStage.class.getName())) {
      return mayBeSeveralWorkers(returned);
    }
    Type value = onlyArgument(returned);
    return value == null || mayBeSeveralWorkers(value);
  }

  private static boolean mayBeSeveralWorkers(Type type) {
    if (type.isArray()) {
      return mayBeWorker(type.asArray().componentType());
    }
    if (type.isTypeVariable() || type.isWildcardType()) {
      return bounds(type).stream().allMatch(bound -> isObject(bound) || mayBeSeveralWorkers(bound));
    }
    ClassInfo declaration = declaration(type);
    if (declaration == null || !isSubtype(declaration, Iterable.class.getName())) {
      return false;
    }
    Type element = onlyArgument(type);
    return element == null || mayBeWorker(element);
  }

  private static boolean mayBeWorker(Type type) {
    if (type.isTypeVariable() || type.isWildcardType()) {
      return bounds(type).stream().allMatch(bound -> isAbstractEnough(bound) || mayBeWorker(bound));
    }
    ClassInfo declaration = declaration(type);
    return declaration != null && isSubtype(declaration, WorkerView.class.getName());
  }

  private static boolean isObject(Type type) {
    return is(type, Object.class);
  }

  /** Whether a worker's type may come below this one, though it is none itself. */
  private static boolean isAbstractEnough(Type bound) {
    ClassInfo declaration = declaration(bound);
    return isObject(bound) || (declaration != null && declaration.isInterface());
  }

  static List<Type> bounds(Type type) {
    if (type.isTypeVariable()) {
      return type.asTypeVariable().bounds();
    }
    Type upper = type.asWildcardType().upperBound();
    return upper == null ? List.of() : List.of(upper);
  }

  /** The class or interface that a type is of; null for arrays, primitives and variables. */
  static @Nullable ClassInfo declaration(Type type) {
    return switch (type.kind()) {
      case CLASS -> type.asClass().declaration();
      case PARAMETERIZED_TYPE -> type.asParameterizedType().declaration();
      default -> null;
    };
  }

  private static @Nullable Type onlyArgument(Type type) {
    if (!type.isParameterizedType()) {
      return null;
    }
    List<Type> arguments = type.asParameterizedType().typeArguments();
    return arguments.size() == 1 ? arguments.get(0) : null;
  }
}
