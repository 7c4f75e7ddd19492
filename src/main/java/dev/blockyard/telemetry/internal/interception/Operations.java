package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.deployment.DeployedMetrics;
import dev.blockyard.telemetry.internal.deployment.DeployedSpans;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The annotated methods of one deployment. */
@ApplicationScoped
class Operations {
  private final Map<Key, Operation> known = new ConcurrentHashMap<>();
  private final Warnings warnings = new Warnings();
  private BlockyardMetrics metrics = BlockyardMetrics.noop();
  private @Nullable Spans spans;

  @Inject BeanManager beans;

  private record Key(Class<?> beanClass, Method method) {}

  @PostConstruct
  void deployed() {
    metrics = DeployedMetrics.of(beans);
    spans = DeployedSpans.of(beans);
  }

  /** Returns the object behind the client proxy, for the interceptors to hold. */
  Operations unwrapped() {
    return this;
  }

  Operation of(Class<?> beanClass, Method method) {
    Key key = new Key(beanClass, method);
    Operation operation = known.get(key); // computeIfAbsent may lock for a key that is there
    return operation != null
        ? operation
        : known.computeIfAbsent(
            key, k -> new Operation(k.beanClass(), k.method(), metrics, spans, warnings));
  }
}
