package dev.blockyard.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The methods of {@link BlockyardMetrics}, and calls of them. */
public final class EveryMethod {
  private EveryMethod() {}

  /** All of them; the last one is that which forgets the app of the others. */
  public static List<Method> ofMetrics() {
    List<Method> methods =
        Arrays.stream(BlockyardMetrics.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .sorted(Comparator.comparing((Method method) -> method.getName().equals("forgetApp")))
            .toList();
    assertThat(methods).hasSize(21);
    return methods;
  }

  /** Calls one with usual values, for the app {@code shop}. */
  public static void call(BlockyardMetrics metrics, Method method) throws Throwable {
    call(
        metrics,
        method,
        Arrays.stream(method.getParameterTypes()).map(EveryMethod::usual).toArray());
  }

  /** Calls one with nothing: null, and 0 where there is no null. */
  public static void callWithNothing(BlockyardMetrics metrics, Method method) throws Throwable {
    call(
        metrics,
        method,
        Arrays.stream(method.getParameterTypes())
            .map(type -> type == int.class ? (Object) 0 : type == long.class ? 0L : null)
            .toArray());
  }

  private static void call(BlockyardMetrics metrics, Method method, Object[] arguments)
      throws Throwable {
    try {
      method.invoke(metrics, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static Object usual(Class<?> type) {
    if (type == String.class) {
      return "shop";
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(1);
    }
    if (type == Iterable.class) {
      return List.of();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return type == int.class ? (Object) 200 : (Object) 1L;
  }
}
