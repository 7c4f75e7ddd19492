package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.TelemetryBinding;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Scope;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns, once CDI is started, of annotated classes that are no beans: a scope is missing, or the
 * class is in an archive that CDI does not scan. Nothing is recorded for them.
 *
 * <p>It skips a class that another part of the server may create: one with a supertype of Jakarta
 * EE, or with an annotation on it or on a supertype that is neither a scope nor one of ours nor a
 * compiler's.
 */
public final class UnboundClasses implements ServletContextListener {
  /** Annotations that compilers of other languages add to every class. */
  private static final Set<String> OF_COMPILERS =
      Set.of("kotlin.Metadata", "scala.reflect.ScalaSignature", "scala.reflect.ScalaLongSignature");

  private final Set<Class<?>> annotated;

  /**
   * Makes a listener for one application.
   *
   * @param annotated its classes that have a binding somewhere
   */
  public UnboundClasses(Set<Class<?>> annotated) {
    this.annotated = annotated;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      warn(annotated, CDI.current().getBeanManager());
    } catch (IllegalStateException | NoClassDefFoundError e) {
      // without CDI there are no beans at all, which the request filter says
    }
  }

  static void warn(Set<Class<?>> annotated, BeanManager beans) {
    Warnings warnings = new Warnings();
    annotated.stream()
        .filter(type -> isPlain(type) && beans.getBeans(type, Any.Literal.INSTANCE).isEmpty())
        .sorted(Comparator.comparing(Class::getName))
        .forEach(type -> warnings.once(Message.BYT0028, null, type.getName(), remedy(type)));
  }

  /** CDI silently leaves out a class whose members it cannot read. */
  private static String remedy(Class<?> type) {
    try {
      List<Member[]> unused =
          List.of(
              type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods());
    } catch (LinkageError e) {
      return "CDI leaves it out because of " + e + "; add what is missing on the class path";
    }
    return "give it a scope, such as @ApplicationScoped, in an archive that CDI scans, and let CDI"
        + " create it, or remove the annotations";
  }

  /** Generic classes are left out: asked for without arguments, they are not found. */
  private static boolean isPlain(Class<?> type) {
    try {
      return !Modifier.isAbstract(type.getModifiers()) // as interfaces are, too
          && type.getTypeParameters().length == 0
          && isUnknown(type);
    } catch (LinkageError e) {
      return false;
    }
  }

  private static boolean isUnknown(@Nullable Class<?> type) {
    return type == null
        || (!type.getName().startsWith("jakarta.")
            && Arrays.stream(type.getAnnotations()).allMatch(UnboundClasses::isNoExcuse)
            && isUnknown(type.getSuperclass())
            && Arrays.stream(type.getInterfaces()).allMatch(UnboundClasses::isUnknown));
  }

  private static boolean isNoExcuse(Annotation annotation) {
    Class<?> type = annotation.annotationType();
    return type.isAnnotationPresent(TelemetryBinding.class)
        || type.isAnnotationPresent(NormalScope.class)
        || type.isAnnotationPresent(Scope.class)
        || type.getName().startsWith("java.lang.")
        || OF_COMPILERS.contains(type.getName());
  }
}
