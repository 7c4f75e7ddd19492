package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.App;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A class that may be a bean, with its supertypes and all methods that it has. */
final class BeanClass {
  private static final String INTERCEPTOR = "jakarta.interceptor.Interceptor";
  private static final String DECORATOR = "jakarta.decorator.Decorator";

  private final ClassView info;
  private final BindingReader reader;
  private final Map<String, Binding> bindings;
  private final Collection<ClassView> types;
  private final TypeArguments typeArguments;
  private final List<BeanMethod> methods = new ArrayList<>();
  private final List<BeanMethod> overridden = new ArrayList<>();

  BeanClass(ClassView info, BindingReader reader) {
    this.info = info;
    this.reader = reader;
    // On an interceptor, bindings say what it is for.
    this.bindings = info.has(INTERCEPTOR) ? Map.of() : reader.at(info);
    this.types = Types.hierarchy(info);
    this.typeArguments = new TypeArguments(info);
    for (ClassView type : types) {
      // What an interface says is meant for the beans that a decorator decorates.
      if (!type.isInterface() || !isInterceptorOrDecorator()) {
        type.methods().forEach(method -> add(new BeanMethod(method, reader.at(method))));
      }
    }
  }

  private void add(BeanMethod method) {
    if (!method.isVirtual() || implementation(method).isEmpty()) {
      methods.add(method);
    } else if (!method.own().isEmpty()) {
      overridden.add(method);
    }
  }

  /** Whether there is a binding on a class, on an interface of it or on a method it has. */
  static boolean isAnnotated(ClassView info, BindingReader reader) {
    return !reader.at(info).isEmpty()
        || withoutJdk(info)
            .anyMatch(
                type ->
                    (type.isInterface() && !reader.at(type).isEmpty())
                        || type.methods().stream()
                            .anyMatch(method -> !reader.at(method).isEmpty()));
  }

  /** Whether a method that it declares or inherits has a parameter that names an app. */
  static boolean namesApp(ClassView info) {
    return withoutJdk(info)
        .flatMap(type -> type.methods().stream())
        .flatMap(method -> method.parameters().stream())
        .anyMatch(parameter -> parameter.has(App.class.getName()));
  }

  /** The types whose methods may have annotations of the module. */
  private static Stream<ClassView> withoutJdk(ClassView info) {
    return Types.hierarchy(info).stream().filter(type -> !type.name().startsWith("java."));
  }

  String name() {
    return info.name();
  }

  ClassView info() {
    return info;
  }

  /** The bindings on the class, its own or inherited. */
  Map<String, Binding> bindings() {
    return bindings;
  }

  /** The bindings on one of its types. */
  Map<String, Binding> bindingsOn(ClassView type) {
    return reader.at(type);
  }

  boolean isInterceptorOrDecorator() {
    return info.has(INTERCEPTOR) || info.has(DECORATOR);
  }

  /** The class and all its supertypes. */
  Collection<ClassView> types() {
    return types;
  }

  /**
   * All methods that it has as a bean, inherited ones included, but none that another overrides.
   */
  List<BeanMethod> methods() {
    return methods;
  }

  /** The methods with bindings of their own that another one overrides. */
  List<BeanMethod> overridden() {
    return overridden;
  }

  /** Whether one of its methods is called in place of one that a supertype declares. */
  boolean implementsOrOverrides(BeanMethod method, MethodView other) {
    return method.implementsOrOverrides(other, typeArguments);
  }

  /** What runs when a method that a supertype declares is called. */
  Optional<BeanMethod> implementation(BeanMethod declared) {
    return methods.stream()
        .filter(BeanMethod::isVirtual)
        .filter(method -> implementsOrOverrides(method, declared.info()))
        .findFirst();
  }

  /** The bindings that hold for calls of one of its methods: the method's own, then the class's. */
  Map<String, Binding> effective(BeanMethod method) {
    return method.effective(bindings);
  }

  /** The name of the class on which a binding of the class is written: it may be inherited. */
  String writer(Binding binding) {
    String writer = name();
    for (ClassView type = info.superclass();
        type != null && type.annotations().contains(binding.written());
        type = type.superclass()) {
      writer = type.name();
    }
    return writer;
  }
}
