package dev.blockyard.telemetry.internal.interception;

import static dev.blockyard.telemetry.StopReason.CRASHED;
import static dev.blockyard.telemetry.StopReason.GRACEFUL;
import static dev.blockyard.telemetry.StopReason.IDLE_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Bridged;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.BridgedParameter;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.ByItself;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Crash;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Decorated;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Decoration;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Defaulting;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Evictor;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Observer;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.OfBinding;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.OfBindingOfBinding;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.OfStereotype;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.OfStereotypeAndOwn;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.OwnAndOfBinding;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Several;
import dev.blockyard.telemetry.internal.interception.PlacedBindings.Stoppable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a binding can stand, and which of several holds. */
@EnableWeld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BindingPlacesTest {
  private final TestDeployment deployment = new TestDeployment();

  @WeldSetup
  final WeldInitiator weld =
      WeldInitiator.of(
          deployment.weld(
              OnClass.class,
              Inheriting.class,
              Overriding.class,
              Shared1.class,
              Shared2.class,
              Several.class,
              OfStereotype.class,
              OfStereotypeAndOwn.class,
              OfBinding.class,
              OfBindingOfBinding.class,
              OwnAndOfBinding.class,
              Bridged.class,
              BridgedParameter.class,
              Defaulting.class,
              Decorated.class,
              Decoration.class,
              Observer.class,
              ByItself.class));

  @AfterAll
  void nothingIsLeft() {
    deployment.close();
  }

  @ApplicationScoped
  @CountedWorkerStop(CRASHED)
  static class OnClass {
    public void open() {}

    protected void semiOpen() {}

    void packaged() {}

    @CountedWorkerStop(IDLE_TIMEOUT)
    void own() {}

    @CountedWorkerStop
    void ownWithoutReason(@Nullable StopReason reason) {}

    void given(StopReason reason) {}

    @CountedWorkerSpawn
    void another() {}

    private void secret() {}

    static void still() {}
  }

  @ApplicationScoped
  @Typed(Inheriting.class)
  static class Inheriting extends OnClass {}

  @ApplicationScoped
  @CountedWorkerStop(IDLE_TIMEOUT)
  @Typed(Overriding.class)
  static class Overriding extends OnClass {
    @Override
    void own() {}
  }

  static class SharedMethods {
    void work() {}
  }

  @ApplicationScoped
  @CountedWorkerStop(CRASHED)
  static class Shared1 extends SharedMethods {}

  @ApplicationScoped
  @CountedWorkerStop(IDLE_TIMEOUT)
  static class Shared2 extends SharedMethods {}

  private static Map<String, Double> stopped(StopReason reason) {
    return new TreeMap<>(
        Map.of(
            "blockyard_workers_stopped_total{reason=" + reason.label() + "}",
            1.0,
            "blockyard_workers_active",
            -1.0));
  }

  private static Map<String, Double> spawned() {
    return Map.of("blockyard_workers_spawned_total", 1.0, "blockyard_workers_active", 1.0);
  }

  private static Map<String, Double> restarted(StopReason reason) {
    Map<String, Double> moved = stopped(reason);
    moved.put("blockyard_workers_spawned_total", 1.0);
    moved.remove("blockyard_workers_active");
    return moved;
  }

  private static Map<String, Double> checked(String app) {
    return Map.of("blockyard_health_checks_failed_total{app=" + app + "}", 1.0);
  }

  private static Map<String, Double> evicted(String app) {
    Map<String, Double> moved = stopped(CRASHED);
    moved.putAll(checked(app));
    return moved;
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        call(OnClass.class, "public", OnClass::open, stopped(CRASHED)),
        call(OnClass.class, "protected", OnClass::semiOpen, stopped(CRASHED)),
        call(OnClass.class, "package", OnClass::packaged, stopped(CRASHED)),
        call(OnClass.class, "own", OnClass::own, stopped(IDLE_TIMEOUT)),
        call(OnClass.class, "own, null", b -> b.ownWithoutReason(null), stopped(GRACEFUL)),
        call(OnClass.class, "given", b -> b.given(GRACEFUL), stopped(GRACEFUL)),
        call(OnClass.class, "another", OnClass::another, restarted(CRASHED)),
        call(OnClass.class, "private", OnClass::secret, Map.of()),
        call(OnClass.class, "static", b -> OnClass.still(), Map.of()),
        call(OnClass.class, "Object's", b -> assertThat(b.toString()).isNotNull(), Map.of()),
        call(Inheriting.class, "inherited", OnClass::open, stopped(CRASHED)),
        call(Inheriting.class, "inherited own", OnClass::own, stopped(IDLE_TIMEOUT)),
        call(Overriding.class, "overriding class", OnClass::open, stopped(IDLE_TIMEOUT)),
        call(Overriding.class, "overriding method", OnClass::own, stopped(IDLE_TIMEOUT)),
        call(Overriding.class, "not overridden", b -> b.ownWithoutReason(null), stopped(GRACEFUL)),
        call(Shared1.class, "one superclass", SharedMethods::work, stopped(CRASHED)),
        call(Shared2.class, "the same superclass", SharedMethods::work, stopped(IDLE_TIMEOUT)),
        call(Several.class, "both", b -> b.evict("app1", true), evicted("app1")),
        call(Several.class, "neither", b -> b.evict("app1", false), Map.of()),
        call(
            Several.class,
            "three",
            Several::start,
            Map.of(
                "blockyard_cold_start_seconds_count",
                1.0,
                "blockyard_workers_spawned_total",
                1.0,
                "blockyard_workers_active",
                1.0)),
        call(OfStereotype.class, "stereotype", OfStereotype::restart, restarted(CRASHED)),
        call(OfStereotype.class, "own", OfStereotype::restartIdle, restarted(IDLE_TIMEOUT)),
        call(
            OfStereotypeAndOwn.class,
            "class before stereotype",
            OfStereotypeAndOwn::restart,
            restarted(IDLE_TIMEOUT)),
        call(OfBinding.class, "binding", OfBinding::crash, stopped(CRASHED)),
        call(
            OfBindingOfBinding.class,
            "binding of a binding",
            OfBindingOfBinding::respawn,
            restarted(CRASHED)),
        call(
            OwnAndOfBinding.class,
            "method's binding before class",
            OwnAndOfBinding::crash,
            stopped(CRASHED)),
        call(Bridged.class, "class", b -> b.evict("app1"), checked("app1")),
        call(Bridged.class, "interface", b -> generic(b).evict("app1"), checked("app1")),
        call(Bridged.class, "false", b -> generic(b).evict("gone"), Map.of()),
        call(
            BridgedParameter.class,
            "generic parameter",
            b -> generic(b).evict(IDLE_TIMEOUT),
            stopped(IDLE_TIMEOUT)),
        call(Defaulting.class, "default method", Stoppable::stop, stopped(CRASHED)),
        call(Defaulting.class, "annotated", Stoppable::stopIdle, stopped(IDLE_TIMEOUT)),
        call(Decorated.class, "decorated", Decorated::run, spawned()),
        call(ByItself.class, "called from outside", ByItself::spawn, spawned()),
        call(ByItself.class, "by an annotated method", ByItself::replace, stopped(GRACEFUL)),
        call(ByItself.class, "by a plain method", ByItself::plain, Map.of()));
  }

  private static <B> Arguments call(
      Class<? extends B> bean, String name, Consumer<B> call, Map<String, Double> moved) {
    return Arguments.of(bean, name, call, moved);
  }

  private static <A, R> Evictor<A, R> generic(Evictor<A, R> evictor) {
    return evictor;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("calls")
  void whatHoldsForTheMethodIsCountedOncePerCall(
      Class<?> bean, String name, Consumer<Object> call, Map<String, Double> expected) {
    for (int round = 0; round < 2; round++) {
      Map<String, Double> before = deployment.series();
      call.accept(weld.select(bean).get());
      assertThat(deployment.movedSince(before)).isEqualTo(expected);
    }
  }

  @Test
  void anObserverMethodIsACallLikeAnyOther() {
    Map<String, Double> before = deployment.series();
    weld.event().select(Crash.class).fire(new Crash("worker-1"));
    assertThat(deployment.movedSince(before)).isEqualTo(stopped(CRASHED));
  }
}
