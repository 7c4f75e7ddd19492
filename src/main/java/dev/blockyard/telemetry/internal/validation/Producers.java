package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.rules.ClassView;
import dev.blockyard.telemetry.internal.rules.Rules;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Producers of annotated classes. CDI does not intercept what a producer returns, unless that is
 * another bean or comes from an {@link InterceptionFactory}.
 */
final class Producers {
  private static final Set<String> FACTORIES =
      Set.of(InterceptionFactory.class.getName(), BeanManager.class.getName());

  private final Rules rules;

  /** The classes of beans, and their superclasses. */
  private final Set<String> managed = new HashSet<>();

  /** The annotated class that each producer makes, by the place of the producer. */
  private final Map<String, String> produced = new TreeMap<>();

  Producers(Rules rules) {
    this.rules = rules;
  }

  void add(BeanInfo bean) {
    ClassView declaring = ContainerModel.of(bean.declaringClass());
    if (bean.isClassBean()) {
      for (ClassView type = declaring; type != null; type = type.superclass()) {
        managed.add(type.name());
      }
    } else if (isOfTests(declaring)) {
      return; // it makes a double, which is not meant to record
    } else if (bean.isProducerMethod() && !usesInterceptionFactory(bean.producerMethod())) {
      MethodInfo producer = bean.producerMethod();
      add(ContainerModel.of(producer).place(), producer.returnType());
    } else if (bean.isProducerField()) {
      add(
          bean.declaringClass().name() + "." + bean.producerField().name(),
          bean.producerField().type());
    }
  }

  /** Whether a class has an annotation of JUnit, or one that itself has, as Weld-JUnit's have. */
  private static boolean isOfTests(ClassView type) {
    return type.has(Producers::isOfJUnit)
        || type.annotations().stream()
            .anyMatch(annotation -> annotation.declaration().has(Producers::isOfJUnit));
  }

  private static boolean isOfJUnit(String annotation) {
    return annotation.startsWith("org.junit.");
  }

  private void add(String place, Type type) {
    ClassView made = ContainerModel.of(type).declaration();
    if (made != null && !made.isInterface() && rules.isAnnotated(made)) {
      produced.put(place, made.name());
    }
  }

  /** It gets one, or what makes one. */
  private static boolean usesInterceptionFactory(MethodInfo producer) {
    return producer.parameters().stream()
        .map(parameter -> ContainerModel.of(parameter.type()).declaration())
        .anyMatch(type -> type != null && FACTORIES.contains(type.name()));
  }

  /** Where the class or a subclass is a bean, too, the producer may well return that one. */
  Stream<String> problems() {
    return produced.entrySet().stream()
        .filter(one -> !managed.contains(one.getValue()))
        .map(one -> Message.BYT0055.text(one.getKey(), one.getValue()));
  }
}
