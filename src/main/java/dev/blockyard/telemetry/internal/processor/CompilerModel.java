package dev.blockyard.telemetry.internal.processor;

import static java.util.Objects.requireNonNull;

import dev.blockyard.telemetry.internal.rules.Annotated;
import dev.blockyard.telemetry.internal.rules.AnnotationView;
import dev.blockyard.telemetry.internal.rules.ClassView;
import dev.blockyard.telemetry.internal.rules.MethodView;
import dev.blockyard.telemetry.internal.rules.ParameterView;
import dev.blockyard.telemetry.internal.rules.TypeView;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The classes that a compiler reads, for the rules. */
final class CompilerModel {
  private final Elements elements;

  CompilerModel(Elements elements) {
    this.elements = elements;
  }

  ClassView of(TypeElement type) {
    return new OfClass(this, type);
  }

  MethodView of(ExecutableElement method) {
    return new OfMethod(this, method);
  }

  /** Returns the annotations of a class without those that it inherits. */
  Collection<AnnotationView> written(TypeElement type) {
    return views(type.getAnnotationMirrors());
  }

  /** Returns what a rule complains about. */
  static Element element(Annotated place) {
    return ((OfElement) place).element();
  }

  private TypeView of(TypeMirror type) {
    return switch (type.getKind()) {
      case DECLARED ->
          new TypeView.OfClass(
              of((TypeElement) ((DeclaredType) type).asElement()),
              () -> types(((DeclaredType) type).getTypeArguments()));
      case ARRAY -> new TypeView.Array(of(((ArrayType) type).getComponentType()));
      case TYPEVAR ->
          new TypeView.Variable(
              ((TypeVariable) type).asElement().getSimpleName().toString(),
              () -> bounds(((TypeVariable) type).getUpperBound()));
      case WILDCARD -> new TypeView.Wildcard(bound(((WildcardType) type).getExtendsBound()));
      case ERROR -> new TypeView.Wildcard(null); // the compiler says so itself
      default -> new TypeView.Basic(type.getKind().name().toLowerCase(Locale.ROOT));
    };
  }

  private List<TypeView> bounds(TypeMirror upper) {
    return upper instanceof IntersectionType several
        ? types(several.getBounds())
        : List.of(of(upper));
  }

  private @Nullable TypeView bound(@Nullable TypeMirror upper) {
    return upper == null || isObject(upper) ? null : of(upper);
  }

  private List<TypeView> types(List<? extends TypeMirror> types) {
    return types.stream().map(this::of).toList();
  }

  private static boolean isObject(TypeMirror type) {
    return type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && element.getQualifiedName().contentEquals(Object.class.getName());
  }

  private Collection<AnnotationView> views(List<? extends AnnotationMirror> annotations) {
    return annotations.stream()
        .<AnnotationView>map(annotation -> new OfAnnotation(this, annotation))
        .toList();
  }

  private interface OfElement extends Annotated {
    Element element();
  }

  private record OfAnnotation(CompilerModel model, AnnotationMirror mirror)
      implements AnnotationView {
    @Override
    public String name() {
      return declaration().name();
    }

    @Override
    public ClassView declaration() {
      return model.of((TypeElement) mirror.getAnnotationType().asElement());
    }

    @Override
    public int values() {
      return model.elements.getElementValuesWithDefaults(mirror).entrySet().stream()
          .filter(member -> member.getKey().getSimpleName().contentEquals("value"))
          .mapToInt(member -> size(member.getValue()))
          .sum();
    }

    private static int size(AnnotationValue value) {
      return value.getValue() instanceof List<?> values ? values.size() : 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfAnnotation one && mirror.equals(one.mirror);
    }

    @Override
    public int hashCode() {
      return mirror.hashCode();
    }
  }

  private record OfParameter(CompilerModel model, VariableElement element)
      implements ParameterView, OfElement {
    @Override
    public Collection<AnnotationView> annotations() {
      return model.views(element.getAnnotationMirrors());
    }

    @Override
    public TypeView type() {
      return model.of(element.asType());
    }
  }

  private record OfClass(CompilerModel model, TypeElement element) implements ClassView, OfElement {
    @Override
    public Collection<AnnotationView> annotations() {
      return model.views(model.elements.getAllAnnotationMirrors(element));
    }

    @Override
    public String name() {
      return model.elements.getBinaryName(element).toString();
    }

    @Override
    public String simpleName() {
      return element.getSimpleName().toString();
    }

    @Override
    public boolean isInterface() {
      return element.getKind().isInterface();
    }

    @Override
    public boolean isRecord() {
      return element.getKind() == ElementKind.RECORD;
    }

    @Override
    public boolean isFinal() {
      return element.getModifiers().contains(Modifier.FINAL);
    }

    @Override
    public @Nullable ClassView superclass() {
      TypeMirror superclass = element.getSuperclass();
      return superclass.getKind() != TypeKind.DECLARED || isObject(superclass)
          ? null
          : model.of((TypeElement) ((DeclaredType) superclass).asElement());
    }

    @Override
    public Collection<ClassView> interfaces() {
      return element.getInterfaces().stream()
          .filter(one -> one.getKind() == TypeKind.DECLARED)
          .map(one -> model.of((TypeElement) ((DeclaredType) one).asElement()))
          .toList();
    }

    @Override
    public Collection<TypeView.OfClass> supertypes() {
      return Stream.concat(
              Stream.of(element.getSuperclass()).filter(one -> one.getKind() != TypeKind.NONE),
              element.getInterfaces().stream())
          .map(model::of)
          .filter(TypeView.OfClass.class::isInstance)
          .map(TypeView.OfClass.class::cast)
          .toList();
    }

    @Override
    public List<String> typeParameters() {
      return element.getTypeParameters().stream()
          .map(parameter -> parameter.getSimpleName().toString())
          .toList();
    }

    @Override
    public Collection<MethodView> methods() {
      return ElementFilter.methodsIn(element.getEnclosedElements()).stream()
          .map(model::of)
          .toList();
    }
  }

  private record OfMethod(CompilerModel model, ExecutableElement element)
      implements MethodView, OfElement {
    @Override
    public Collection<AnnotationView> annotations() {
      return model.views(element.getAnnotationMirrors());
    }

    @Override
    public String name() {
      return element.getSimpleName().toString();
    }

    @Override
    public ClassView declaringClass() {
      return model.of((TypeElement) requireNonNull(element.getEnclosingElement()));
    }

    @Override
    public boolean isPrivate() {
      return element.getModifiers().contains(Modifier.PRIVATE);
    }

    @Override
    public boolean isStatic() {
      return element.getModifiers().contains(Modifier.STATIC);
    }

    @Override
    public boolean isAbstract() {
      return element.getModifiers().contains(Modifier.ABSTRACT);
    }

    @Override
    public boolean isFinal() {
      return element.getModifiers().contains(Modifier.FINAL);
    }

    @Override
    public TypeView returnType() {
      return model.of(element.getReturnType());
    }

    @Override
    public List<ParameterView> parameters() {
      return element.getParameters().stream()
          .<ParameterView>map(parameter -> new OfParameter(model, parameter))
          .toList();
    }
  }
}
