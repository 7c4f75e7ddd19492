package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedColdStartPhase;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.interceptor.InvocationContext;
import java.io.File;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the module does around calls, for tests that compare the documentation with it. */
final class AnnotatedCalls {
  /** Ways in which a method ends. */
  static final Supplier<Object> RETURNS = List::of;

  static final Supplier<Object> RETURNS_FALSE = () -> false;

  static final Supplier<Object> THROWS =
      () -> {
        throw new IllegalStateException("as the test wants it");
      };

  static final List<Supplier<Object>> ENDINGS = List.of(RETURNS, RETURNS_FALSE, THROWS);

  private AnnotatedCalls() {}

  /** One method for each binding. */
  abstract static class EachBinding {
    @CountedWorkerSpawn
    abstract Object spawn(@App String app, StopReason reason);

    @CountedWorkerStop
    abstract Object stop(@App String app, StopReason reason);

    @TimedColdStart
    abstract Object coldStart(@App String app, StopReason reason);

    @TimedColdStartPhase(ColdStartPhase.START)
    abstract Object coldStartPhase(@App String app, StopReason reason);

    @CountedBundleUpload
    abstract Object upload(@App String app, StopReason reason);

    @TimedBundleRestore
    abstract Object restore(@App String app, StopReason reason);

    @CountedHealthCheckFailure
    abstract Object evict(@App String app, StopReason reason);

    @CountedAuditDrop
    abstract Object drop(@App String app, StopReason reason);

    @TrackedSession
    abstract Object session(@App String app, StopReason reason);

    @TimedProxyRequest
    abstract Object forward(@App String app, StopReason reason);

    @ReconciledWorkers
    abstract Object reconcile(@App String app, StopReason reason);
  }

  /** The same methods, as ones that can return false. */
  abstract static class EachBindingOfBoolean {
    @CountedWorkerSpawn
    abstract boolean spawn(@App String app, StopReason reason);

    @CountedWorkerStop
    abstract boolean stop(@App String app, StopReason reason);

    @TimedColdStart
    abstract boolean coldStart(@App String app, StopReason reason);

    @TimedColdStartPhase(ColdStartPhase.START)
    abstract boolean coldStartPhase(@App String app, StopReason reason);

    @CountedBundleUpload
    abstract boolean upload(@App String app, StopReason reason);

    @TimedBundleRestore
    abstract boolean restore(@App String app, StopReason reason);

    @CountedHealthCheckFailure
    abstract boolean evict(@App String app, StopReason reason);

    @CountedAuditDrop
    abstract boolean drop(@App String app, StopReason reason);

    @TrackedSession
    abstract boolean session(@App String app, StopReason reason);

    @TimedProxyRequest
    abstract boolean forward(@App String app, StopReason reason);

    @ReconciledWorkers
    abstract boolean reconcile(@App String app, StopReason reason);
  }

  /** All of them on one method. */
  abstract static class AllBindings {
    @CountedWorkerSpawn
    @CountedWorkerStop
    @TimedColdStart
    @TimedColdStartPhase(ColdStartPhase.START)
    @CountedBundleUpload
    @TimedBundleRestore
    @CountedHealthCheckFailure
    @CountedAuditDrop
    @TrackedSession
    @TimedProxyRequest
    @ReconciledWorkers
    abstract Object everything(@App String app, StopReason reason);
  }

  /** The methods of {@link EachBinding}. */
  static List<Method> methods() {
    return methods(EachBinding.class);
  }

  /** Without those that the measuring of coverage adds. */
  private static List<Method> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .toList();
  }

  /** The one of {@link AllBindings}. */
  static Method everything() {
    return methods(AllBindings.class).get(0);
  }

  static String nameOf(Method method) {
    return "@" + method.getAnnotations()[0].annotationType().getSimpleName();
  }

  /** The annotations of the public package, as they are compiled. */
  static List<Class<? extends Annotation>> publicAnnotations() {
    Path classes;
    try {
      classes =
          Path.of(App.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve(App.class.getPackageName().replace('.', '/'));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
    List<Class<? extends Annotation>> annotations = new ArrayList<>();
    for (File file : Objects.requireNonNull(classes.toFile().listFiles())) {
      if (file.getName().endsWith(".class") && !file.getName().equals("package-info.class")) {
        Class<?> type = load(file.getName().replace(".class", ""));
        if (type.isAnnotation()) {
          annotations.add(type.asSubclass(Annotation.class));
        }
      }
    }
    return annotations;
  }

  private static Class<?> load(String simpleName) {
    try {
      return Class.forName(App.class.getPackageName() + '.' + simpleName);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the methods of {@link BlockyardMetrics} that one call leads to. */
  static List<String> recorded(Method method, Supplier<Object> ending) {
    List<String> names = new ArrayList<>();
    BlockyardMetrics metrics =
        (BlockyardMetrics)
            Proxy.newProxyInstance(
                AnnotatedCalls.class.getClassLoader(),
                new Class<?>[] {BlockyardMetrics.class},
                (proxy, called, arguments) -> {
                  names.add(called.getName());
                  return null;
                });
    call(method, ending, metrics, null);
    return names;
  }

  /** Calls an annotated method, for the app {@code shop} and the reason {@code crashed}. */
  static void call(
      Method method, Supplier<Object> ending, BlockyardMetrics metrics, @Nullable Spans spans) {
    Object[] parameters = {"shop", StopReason.CRASHED};
    InvocationContext context =
        (InvocationContext)
            Proxy.newProxyInstance(
                AnnotatedCalls.class.getClassLoader(),
                new Class<?>[] {InvocationContext.class},
                (proxy, called, arguments) ->
                    called.getName().equals("proceed") ? ending.get() : parameters);
    try {
      Method called = ending == RETURNS_FALSE ? answering(method) : method;
      Map<Class<? extends Annotation>, Annotation> bindings =
          AppliedBindings.of(called.getDeclaringClass(), called, Set.of());
      new Operation(
              called.getDeclaringClass(),
              called,
              Set.of(),
              bindings,
              metrics,
              spans,
              new Warnings())
          .around(context);
    } catch (Exception e) {
      if (ending != THROWS) {
        throw new AssertionError(e);
      }
    }
  }

  private static Method answering(Method method) throws NoSuchMethodException {
    return EachBindingOfBoolean.class.getDeclaredMethod(
        method.getName(), method.getParameterTypes());
  }
}
