package dev.blockyard.telemetry.internal.rules;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type in a signature. Bounds are read when they are needed, because they may be recursive, and
 * type arguments, because their classes may be missing.
 */
public sealed interface TypeView {

  /** Returns the type as a reader of the source knows it, without packages or type arguments. */
  String simpleName();

  /** Returns the same with type arguments. */
  default String fullName() {
    return simpleName();
  }

  /** Returns its class or interface; null for arrays, primitives and variables. */
  default @Nullable ClassView declaration() {
    return null;
  }

  /**
   * {@code void} or a primitive type.
   *
   * @param simpleName its name
   */
  record Basic(String simpleName) implements TypeView {}

  /**
   * A class or interface.
   *
   * @param declaration the class or interface
   * @param typeArguments none if it is raw
   */
  record OfClass(ClassView declaration, Supplier<List<TypeView>> typeArguments)
      implements TypeView {

    List<TypeView> arguments() {
      return typeArguments.get();
    }

    @Override
    public String simpleName() {
      return declaration.simpleName();
    }

    @Override
    public String fullName() {
      return arguments().isEmpty()
          ? simpleName()
          : arguments().stream()
              .map(TypeView::fullName)
              .collect(Collectors.joining(", ", simpleName() + "<", ">"));
    }
  }

  /**
   * An array.
   *
   * @param component the type of its elements
   */
  record Array(TypeView component) implements TypeView {
    @Override
    public String simpleName() {
      return component.simpleName() + "[]";
    }
  }

  /**
   * A type variable.
   *
   * @param simpleName its name
   * @param upperBounds at least {@code Object}
   */
  record Variable(String simpleName, Supplier<List<TypeView>> upperBounds) implements TypeView {}

  /**
   * A wildcard, or a type that is not known.
   *
   * @param upperBound null for none but {@code Object}
   */
  record Wildcard(@Nullable TypeView upperBound) implements TypeView {
    @Override
    public String simpleName() {
      return "?";
    }

    @Override
    public String fullName() {
      return upperBound == null ? "?" : "? extends " + upperBound.fullName();
    }
  }
}
