package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.StopReason;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the declaration of a method tells about its calls. */
final class Signature {
  private final int app;
  private final int reason;
  private final boolean answersBoolean;
  private final boolean mayBeStage;

  /**
   * Reads a declaration.
   *
   * @param method of the bean class or a supertype
   * @param beanClass knows what a supertype's type variables stand for
   */
  Signature(Method method, Class<?> beanClass) {
    app = indexOf(method, parameter -> parameter.isAnnotationPresent(App.class));
    reason = indexOf(method, parameter -> parameter.getType() == StopReason.class);
    Class<?> returned = method.getReturnType();
    answersBoolean = answersBoolean(method, beanClass);
    mayBeStage =
        CompletionStage.class.isAssignableFrom(returned)
            || !(returned.isPrimitive() || Modifier.isFinal(returned.getModifiers()));
  }

  private static int indexOf(Method method, Predicate<Parameter> wanted) {
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (wanted.test(parameters[i])) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isBoolean(Type type) {
    return type == boolean.class || type == Boolean.class;
  }

  /** A raw stage, or one of a variable that stands for nothing known, says nothing. */
  private static boolean answersBoolean(Method method, Class<?> beanClass) {
    ResolvedTypes types = new ResolvedTypes(beanClass);
    Type returned = types.of(behind(method).getGenericReturnType());
    return isBoolean(returned) || isBoolean(types.argument(returned, CompletionStage.class));
  }

  /** A bridge, which some containers intercept, has no type arguments. */
  private static Method behind(Method method) {
    Class<?> type = method.getDeclaringClass();
    for (; method.isBridge() && type != null; type = type.getSuperclass()) {
      for (Method one : type.getDeclaredMethods()) {
        if (!one.isBridge()
            && one.getName().equals(method.getName())
            && Arrays.equals(one.getParameterTypes(), method.getParameterTypes())) {
          return one;
        }
      }
    }
    return method;
  }

  /** Whether it returns {@code boolean} or {@code Boolean}, or a stage of {@code Boolean}. */
  boolean answersBoolean() {
    return answersBoolean;
  }

  /** Whether what it returns can be a stage: a boolean, for one, is not tested for that. */
  boolean mayBeStage() {
    return mayBeStage;
  }

  /**
   * Returns how a call ended that returned a value, or whose stage completed with it. Only what is
   * declared as a boolean can decline: an {@code Object} that happens to be {@code false} cannot.
   */
  Outcome outcome(@Nullable Object value) {
    return answersBoolean && Boolean.FALSE.equals(value) ? Outcome.DECLINED : Outcome.SUCCEEDED;
  }

  /** Whether a parameter names the app. */
  boolean namesApp() {
    return app >= 0;
  }

  /** Whether a parameter gives the reason of a stop. */
  boolean givesReason() {
    return reason >= 0;
  }

  /** Returns the argument that names the app; null if there is none. */
  @Nullable Object app(@Nullable Object[] arguments) {
    return app < 0 ? null : arguments[app];
  }

  /** Returns the argument that gives the reason of a stop; null if there is none. */
  @Nullable StopReason reason(@Nullable Object[] arguments) {
    return reason < 0 ? null : (StopReason) arguments[reason];
  }
}
