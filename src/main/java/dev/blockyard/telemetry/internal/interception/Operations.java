package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.servers.WeldBindings;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The annotated methods of one deployment. Not final, for CDI's client proxy. */
public class Operations {
  private final Map<Class<?>, Map<Method, Operation>> known = new ConcurrentHashMap<>();
  private final Warnings warnings = new Warnings();
  private final BlockyardMetrics metrics;
  private final @Nullable Spans spans;

  /** For the client proxy. */
  protected Operations() {
    this(BlockyardMetrics.noop(), null);
  }

  /**
   * Creates the operations of a deployment.
   *
   * @param metrics where they are recorded
   * @param spans creates their spans; null if nothing is traced
   */
  public Operations(BlockyardMetrics metrics, @Nullable Spans spans) {
    this.metrics = metrics;
    this.spans = spans;
  }

  /** Returns the object behind the client proxy, for the interceptors to hold. */
  Operations unwrapped() {
    return this;
  }

  Operation of(InvocationContext call) {
    Class<?> beanClass = call.getTarget().getClass();
    Method method = call.getMethod();
    Map<Method, Operation> ofClass = known.get(beanClass); // computeIfAbsent may lock
    if (ofClass == null) {
      ofClass = known.computeIfAbsent(beanClass, key -> new ConcurrentHashMap<>());
    }
    Operation operation = ofClass.get(method);
    return operation != null
        ? operation
        : ofClass.computeIfAbsent(
            method, key -> new Operation(method, bindings(call), metrics, spans, warnings));
  }

  private Map<Class<? extends Annotation>, Annotation> bindings(InvocationContext call) {
    if (metrics == BlockyardMetrics.noop() && spans == null) {
      return Map.of();
    }
    Map<Class<? extends Annotation>, Annotation> bindings =
        AppliedBindings.of(call.getTarget().getClass(), call.getMethod(), WeldBindings.of(call));
    if (bindings.isEmpty()) {
      warnings.once(
          Message.BYT0012,
          null,
          "the annotation on " + Operation.nameOf(call.getMethod()),
          "an extension has added it, and this CDI container does not show it to interceptors");
    }
    return bindings;
  }
}
