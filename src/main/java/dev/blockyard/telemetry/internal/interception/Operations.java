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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The annotated methods of one deployment. Not final, for CDI's client proxy. */
public class Operations {
  private final Map<Class<?>, Map<Method, Operation>> operations = new ConcurrentHashMap<>();
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
    Set<?> known = WeldBindings.of(call);
    Map<Method, Operation> ofClass = operations.get(beanClass); // computeIfAbsent may lock
    if (ofClass == null) {
      ofClass = operations.computeIfAbsent(beanClass, key -> new ConcurrentHashMap<>());
    }
    Operation operation = ofClass.get(method);
    if (operation == null) {
      operation = ofClass.computeIfAbsent(method, key -> operation(beanClass, method, known));
    }
    // Interception factories may give instances of one class different bindings.
    return operation.isFor(known) ? operation : operation(beanClass, method, known);
  }

  private Operation operation(Class<?> beanClass, Method method, Set<?> known) {
    boolean off = metrics == BlockyardMetrics.noop() && spans == null;
    Map<Class<? extends Annotation>, Annotation> bindings =
        off ? Map.of() : AppliedBindings.of(beanClass, method, known);
    if (bindings.isEmpty() && known.isEmpty() && !off) {
      warnings.once(
          Message.BYT0012,
          null,
          "the annotation on " + Operation.nameOf(method),
          "an extension has added it, and this CDI container does not show it to interceptors");
    }
    return new Operation(beanClass, method, known, bindings, metrics, spans, warnings);
  }
}
