package dev.blockyard.telemetry.internal.rules;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class or an interface. */
public interface ClassView extends Annotated {

  /** Returns the name that {@link Class#getName()} returns. */
  String name();

  /** Returns the name without its package and its enclosing classes. */
  String simpleName();

  /** Returns whether it is an interface. */
  boolean isInterface();

  /** Returns whether it is a record. */
  boolean isRecord();

  /** Returns whether it is final. */
  boolean isFinal();

  /** Returns the superclass; null for none but {@code Object}. */
  @Nullable ClassView superclass();

  /** Returns the interfaces that it names itself. */
  Collection<ClassView> interfaces();

  /** Returns its superclass and its interfaces with the type arguments that it gives them. */
  Collection<TypeView.OfClass> supertypes();

  /** Returns the names of its type parameters. */
  List<String> typeParameters();

  /** Returns the methods that it declares itself. */
  Collection<MethodView> methods();
}
