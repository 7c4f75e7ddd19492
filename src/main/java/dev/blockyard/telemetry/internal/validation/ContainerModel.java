package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.internal.rules.AnnotationView;
import dev.blockyard.telemetry.internal.rules.ClassView;
import dev.blockyard.telemetry.internal.rules.MethodView;
import dev.blockyard.telemetry.internal.rules.ParameterView;
import dev.blockyard.telemetry.internal.rules.TypeView;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.enterprise.lang.model.types.TypeVariable;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes of a deployment, as the container shows them, for the rules. */
final class ContainerModel {
  private ContainerModel() {}

  static ClassView of(ClassInfo info) {
    return new OfClass(info);
  }

  static MethodView of(MethodInfo info) {
    return new OfMethod(info);
  }

  static TypeView of(Type type) {
    return switch (type.kind()) {
      case VOID -> new TypeView.Basic("void");
      case PRIMITIVE -> new TypeView.Basic(type.asPrimitive().name());
      case CLASS -> new TypeView.OfClass(of(type.asClass().declaration()), List::of);
      case PARAMETERIZED_TYPE ->
          new TypeView.OfClass(
              of(type.asParameterizedType().declaration()),
              () -> types(type.asParameterizedType().typeArguments()));
      case ARRAY -> new TypeView.Array(of(type.asArray().componentType()));
      case TYPE_VARIABLE ->
          new TypeView.Variable(
              type.asTypeVariable().name(), () -> types(type.asTypeVariable().bounds()));
      case WILDCARD_TYPE -> new TypeView.Wildcard(bound(type.asWildcardType().upperBound()));
    };
  }

  private static @Nullable TypeView bound(@Nullable Type upper) {
    return upper == null || isObject(upper) ? null : of(upper);
  }

  private static boolean isObject(Type type) {
    return type.isClass() && type.asClass().declaration().name().equals(Object.class.getName());
  }

  private static List<TypeView> types(List<Type> types) {
    return types.stream().map(ContainerModel::of).toList();
  }

  private static Collection<AnnotationView> annotations(DeclarationInfo info) {
    return info.annotations().stream()
        .filter(ContainerModel::isKnown)
        .<AnnotationView>map(OfAnnotation::new)
        .toList();
  }

  /** Whether its type is on the class path. Quarkus shows others, too, but cannot name them. */
  private static boolean isKnown(AnnotationInfo annotation) {
    try {
      return !annotation.name().isEmpty();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /**
   * Whether all its supertypes are on the class path. Quarkus shows a library's classes for another
   * library that may not be there, too, and fails with a {@code NullPointerException} when asked
   * for their methods. Nobody can use such a class.
   */
  static boolean canBeLoaded(ClassInfo info) {
    return isKnown(info)
        && (info.superClassDeclaration() == null || canBeLoaded(info.superClassDeclaration()))
        && info.superInterfacesDeclarations().stream().allMatch(ContainerModel::canBeLoaded);
  }

  /** Whether it is on the class path. What Quarkus shows for others cannot even be named. */
  private static boolean isKnown(ClassInfo info) {
    try {
      return !info.name().isEmpty();
    } catch (NullPointerException e) {
      return false;
    }
  }

  private record OfAnnotation(AnnotationInfo info) implements AnnotationView {
    @Override
    public String name() {
      return info.name();
    }

    @Override
    public ClassView declaration() {
      return of(info.declaration());
    }

    @Override
    public int values() {
      return info.member("value").asArray().size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfAnnotation one && info.equals(one.info);
    }

    @Override
    public int hashCode() {
      return info.hashCode();
    }
  }

  private record OfParameter(ParameterInfo info) implements ParameterView {
    @Override
    public Collection<AnnotationView> annotations() {
      return ContainerModel.annotations(info);
    }

    @Override
    public TypeView type() {
      return of(info.type());
    }
  }

  private record OfClass(ClassInfo info) implements ClassView {
    @Override
    public Collection<AnnotationView> annotations() {
      return ContainerModel.annotations(info);
    }

    @Override
    public String name() {
      return info.name();
    }

    @Override
    public String simpleName() {
      return info.simpleName();
    }

    @Override
    public boolean isInterface() {
      return info.isInterface();
    }

    @Override
    public boolean isRecord() {
      return info.isRecord();
    }

    @Override
    public boolean isFinal() {
      return info.isFinal();
    }

    @Override
    public @Nullable ClassView superclass() {
      ClassInfo superclass = info.superClassDeclaration();
      return superclass == null || superclass.name().equals(Object.class.getName())
          ? null
          : of(superclass);
    }

    @Override
    public Collection<ClassView> interfaces() {
      return info.superInterfacesDeclarations().stream().map(ContainerModel::of).toList();
    }

    @Override
    public Collection<TypeView.OfClass> supertypes() {
      return Stream.concat(Stream.ofNullable(info.superClass()), info.superInterfaces().stream())
          .map(ContainerModel::of)
          .map(TypeView.OfClass.class::cast)
          .toList();
    }

    @Override
    public List<String> typeParameters() {
      return info.typeParameters().stream().map(TypeVariable::name).toList();
    }

    /** The container's are those of supertypes, too. */
    @Override
    public Collection<MethodView> methods() {
      return info.methods().stream()
          .filter(method -> method.declaringClass().name().equals(info.name()))
          .map(ContainerModel::of)
          .toList();
    }
  }

  private record OfMethod(MethodInfo info) implements MethodView {
    @Override
    public Collection<AnnotationView> annotations() {
      return ContainerModel.annotations(info);
    }

    @Override
    public String name() {
      return info.name();
    }

    @Override
    public ClassView declaringClass() {
      return of(info.declaringClass());
    }

    @Override
    public boolean isPrivate() {
      return Modifier.isPrivate(info.modifiers());
    }

    @Override
    public boolean isStatic() {
      return info.isStatic();
    }

    @Override
    public boolean isAbstract() {
      return info.isAbstract();
    }

    @Override
    public boolean isFinal() {
      return info.isFinal();
    }

    @Override
    public TypeView returnType() {
      return of(info.returnType());
    }

    @Override
    public List<ParameterView> parameters() {
      return info.parameters().stream().<ParameterView>map(OfParameter::new).toList();
    }
  }
}
