package dev.blockyard.telemetry.internal.validation;

import static java.util.Comparator.comparingInt;

import jakarta.decorator.Decorator;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A class that may be a bean, with its supertypes and all methods that it has. */
final class BeanClass {
  private final ClassInfo info;
  private final BindingReader reader;
  private final Map<String, Binding> bindings;

  /** The class, its superclasses from the nearest on, then their interfaces, by name. */
  private final Map<String, ClassInfo> types = new LinkedHashMap<>();

  private final List<BeanMethod> methods = new ArrayList<>();
  private final List<BeanMethod> overridden = new ArrayList<>();

  BeanClass(ClassInfo info, BindingReader reader) {
    this.info = info;
    this.reader = reader;
    // On an interceptor, bindings say what it is for.
    this.bindings = info.hasAnnotation(Interceptor.class) ? Map.of() : reader.at(info);
    addTypes();
    addMethods();
  }

  /** Whether there is a binding on a class, on a type it implements or on a method it has. */
  static boolean isAnnotated(ClassInfo info, BindingReader reader) {
    return !reader.at(info).isEmpty()
        || info.methods().stream().anyMatch(method -> !reader.at(method).isEmpty())
        || implementsAnnotated(info, reader);
  }

  private static boolean implementsAnnotated(@Nullable ClassInfo info, BindingReader reader) {
    return info != null
        && (info.superInterfacesDeclarations().stream()
                .anyMatch(one -> !reader.at(one).isEmpty() || implementsAnnotated(one, reader))
            || implementsAnnotated(info.superClassDeclaration(), reader));
  }

  private void addTypes() {
    for (ClassInfo type = info; type != null; type = type.superClassDeclaration()) {
      types.put(type.name(), type);
    }
    List.copyOf(types.values()).forEach(this::addInterfaces);
  }

  private void addInterfaces(ClassInfo type) {
    for (ClassInfo one : type.superInterfacesDeclarations()) {
      types.put(one.name(), one);
      addInterfaces(one);
    }
  }

  private void addMethods() {
    List<BeanMethod> all = new ArrayList<>();
    info.methods().forEach(method -> all.add(new BeanMethod(method, reader.at(method))));
    List<String> nearestFirst = List.copyOf(types.keySet());
    all.sort(comparingInt(method -> nearestFirst.indexOf(method.declaringClass())));
    for (BeanMethod method : all) {
      if (!method.isVirtual() || implementation(method).isEmpty()) {
        methods.add(method);
      } else if (!method.own().isEmpty()) {
        overridden.add(method);
      }
    }
  }

  String name() {
    return info.name();
  }

  ClassInfo info() {
    return info;
  }

  /** The bindings on the class, its own or inherited. */
  Map<String, Binding> bindings() {
    return bindings;
  }

  /** The bindings on one of its types. */
  Map<String, Binding> bindingsOn(ClassInfo type) {
    return reader.at(type);
  }

  boolean isInterceptorOrDecorator() {
    return info.hasAnnotation(Interceptor.class) || info.hasAnnotation(Decorator.class);
  }

  /** The class and all its supertypes. */
  Collection<ClassInfo> types() {
    return types.values();
  }

  /** All methods, inherited ones included, but none that another overrides. */
  List<BeanMethod> methods() {
    return methods;
  }

  /** The methods with bindings of their own that another one overrides. */
  List<BeanMethod> overridden() {
    return overridden;
  }

  /** What runs when a method that a supertype declares is called. */
  Optional<BeanMethod> implementation(BeanMethod declared) {
    return methods.stream()
        .filter(method -> method.isVirtual() && method.implementsOrOverrides(declared))
        .findFirst();
  }

  /** The bindings that hold for calls of one of its methods: the method's own, then the class's. */
  Map<String, Binding> effective(BeanMethod method) {
    return method.effective(bindings);
  }

  /** The methods that one of its types declares, overridden or not. */
  Stream<BeanMethod> declaredBy(ClassInfo type) {
    return type.methods().stream()
        .map(method -> new BeanMethod(method, Map.of()))
        .filter(method -> method.declaringClass().equals(type.name()));
  }

  /** The name of the class on which a binding of the class is written: it may be inherited. */
  String writer(Binding binding) {
    String writer = name();
    for (ClassInfo type = info.superClassDeclaration();
        type != null && type.hasAnnotation(binding.written()::equals);
        type = type.superClassDeclaration()) {
      writer = type.name();
    }
    return writer;
  }
}
