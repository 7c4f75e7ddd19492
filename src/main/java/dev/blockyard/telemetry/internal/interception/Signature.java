package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.StopReason;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
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

  Signature(Method method) {
    app = indexOf(method, parameter -> parameter.isAnnotationPresent(App.class));
    reason = indexOf(method, parameter -> parameter.getType() == StopReason.class);
    Class<?> returned = method.getReturnType();
    answersBoolean = isBoolean(returned) || isStageOfBoolean(method.getGenericReturnType());
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

  /** By its declared type argument: a raw stage, or one of a type variable, says nothing. */
  private static boolean isStageOfBoolean(@Nullable Type type) {
    if (type instanceof ParameterizedType stage
        && stage.getRawType() instanceof Class<?> raw
        && CompletionStage.class.isAssignableFrom(raw)
        && stage.getActualTypeArguments().length == 1) {
      Type value = stage.getActualTypeArguments()[0];
      return isBoolean(value instanceof WildcardType any ? any.getUpperBounds()[0] : value);
    }
    return type instanceof Class<?> own
        && CompletionStage.class.isAssignableFrom(own)
        && (isStageOfBoolean(own.getGenericSuperclass())
            || Arrays.stream(own.getGenericInterfaces()).anyMatch(Signature::isStageOfBoolean));
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
