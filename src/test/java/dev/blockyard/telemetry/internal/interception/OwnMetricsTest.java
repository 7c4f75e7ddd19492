package dev.blockyard.telemetry.internal.interception;

import static dev.blockyard.telemetry.internal.interception.EachBinding.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.internal.interception.EachBinding.Call;
import dev.blockyard.telemetry.internal.interception.EachBinding.Platform;
import dev.blockyard.telemetry.testing.Log;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bean of type {@link BlockyardMetrics} that the application puts in place of the module's. */
class OwnMetricsTest {
  private final TestDeployment deployment = new TestDeployment();
  private final Log log = Log.open();

  @AfterEach
  void nothingIsLeft() {
    log.close();
    deployment.close();
    CALLED.clear();
  }

  private static final List<String> CALLED = new CopyOnWriteArrayList<>();

  /** Metrics that remember what they were told, and then do something. */
  private static BlockyardMetrics metrics(Runnable then) {
    return (BlockyardMetrics)
        Proxy.newProxyInstance(
            OwnMetricsTest.class.getClassLoader(),
            new Class<?>[] {BlockyardMetrics.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == BlockyardMetrics.class) {
                CALLED.add(method.getName());
                then.run();
              }
              return method.getName().equals("toString") ? "own metrics" : null;
            });
  }

  @Alternative
  @Dependent
  @Priority(1)
  static class InApplication {
    @ApplicationScoped
    @Produces
    BlockyardMetrics own() {
      return metrics(() -> {});
    }
  }

  @Alternative
  @Dependent
  @Priority(1)
  static class InRequest {
    @Produces
    @RequestScoped
    BlockyardMetrics own() {
      return metrics(() -> {});
    }
  }

  @Alternative
  @Dependent
  @Priority(1)
  static class AsSingleton {
    @Produces
    @Singleton
    BlockyardMetrics own() {
      return metrics(() -> {});
    }
  }

  @Alternative
  @Dependent
  @Priority(1)
  static class AsDependent {
    @Produces
    BlockyardMetrics own() {
      return metrics(() -> {});
    }
  }

  @Alternative
  @Dependent
  @Priority(1)
  static class Throwing {
    @ApplicationScoped
    @Produces
    BlockyardMetrics own() {
      return metrics(
          () -> {
            throw new AssertionError("metrics");
          });
    }
  }

  /** Throws what cannot even be logged. */
  @Alternative
  @Dependent
  @Priority(1)
  static class Unspeakable {
    @ApplicationScoped
    @Produces
    BlockyardMetrics own() {
      return metrics(
          () -> {
            throw new AssertionError() {
              private static final long serialVersionUID = 1L;

              @Override
              public String getMessage() {
                throw new StackOverflowError();
              }
            };
          });
    }
  }

  /** Can be made at start, and then no more. */
  @Alternative
  @Dependent
  @Priority(1)
  static class NeverMade {
    @Produces
    BlockyardMetrics own() {
      throw new IllegalStateException("cannot be made");
    }
  }

  private void assertOneWarning(String about) {
    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith(
            "BYT0012: " + String.format(about, Platform.class.getName()) + " was not recorded (");
  }

  @ParameterizedTest
  @ValueSource(classes = {InApplication.class, AsSingleton.class, AsDependent.class})
  void theApplicationsMetricsAreUsedInPlaceOfTheModules(Class<?> own) {
    try (WeldContainer container = deployment.weld(own, Platform.class).initialize()) {
      Platform platform = container.select(Platform.class).get();
      assertThat(platform.spawn(() -> "worker")).isEqualTo("worker");
      assertThat(platform.serve(() -> "page")).isEqualTo("page");
    }
    assertThat(CALLED).containsExactly("workerSpawned", "sessionOpened", "sessionClosed");
    assertThat(deployment.series()).isEmpty();
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void metricsOfARequestAreUsedInsideOneAndWarnedAboutOutside() {
    try (WeldContainer container = deployment.weld(InRequest.class, Platform.class).initialize()) {
      Platform platform = container.select(Platform.class).get();
      RequestContextController request = container.select(RequestContextController.class).get();
      assertThat(request.activate()).isTrue();
      assertUntouched(platform, Platform::spawn);
      request.deactivate();
      assertThat(CALLED)
          .containsExactly("workerSpawned", "workerSpawned", "workerSpawned", "workerSpawnFailed");
      assertThat(log.messages()).isEmpty();
      assertUntouched(platform, Platform::spawn);
      assertThat(CALLED).hasSize(4);
    }
    assertOneWarning("@CountedWorkerSpawn on %s.spawn");
  }

  static Stream<Arguments> calls() {
    return EachBinding.CALLS.entrySet().stream()
        .map(call -> Arguments.of(call.getKey(), call.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void metricsThatThrowChangeNothingForTheCallerAndAreWarnedAboutOnce(String warning, Call call) {
    try (WeldContainer container = deployment.weld(Throwing.class, Platform.class).initialize()) {
      Platform platform = container.select(Platform.class).get();
      assertUntouched(platform, call);
      assertUntouched(platform, call);
    }
    assertThat(CALLED).hasSizeGreaterThan(1);
    assertOneWarning(warning);
  }

  @Test
  void eachAnnotatedMethodIsWarnedAboutOnItsOwn() {
    try (WeldContainer container = deployment.weld(Throwing.class, Platform.class).initialize()) {
      Platform platform = container.select(Platform.class).get();
      EachBinding.CALLS.values().forEach(call -> assertUntouched(platform, call));
    }
    assertThat(log.messages()).hasSize(EachBinding.CALLS.size()).doesNotHaveDuplicates();
  }

  @Test
  void aFailureThatCannotBeLoggedChangesNothingForTheCaller() {
    try (WeldContainer container =
        deployment.weld(Unspeakable.class, Platform.class).initialize()) {
      Platform platform = container.select(Platform.class).get();
      EachBinding.CALLS.values().forEach(call -> assertUntouched(platform, call));
    }
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void metricsThatCannotBeMadeChangeNothingForTheCallerAndAreWarnedAboutOnce() {
    try (WeldContainer container = deployment.weld(NeverMade.class, Platform.class).initialize()) {
      Platform platform = container.select(Platform.class).get();
      EachBinding.CALLS.values().forEach(call -> assertUntouched(platform, call));
      EachBinding.CALLS.values().forEach(call -> assertUntouched(platform, call));
    }
    assertThat(log.messages("BYT0012")).hasSize(EachBinding.CALLS.size()).doesNotHaveDuplicates();
  }

  @Test
  void aStageThatTakesNoCallbackIsWarnedAboutOnce() {
    CompletableFuture<Object> refusing =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<Object> whenComplete(
              BiConsumer<? super Object, ? super Throwable> callback) {
            throw new UnsupportedOperationException("no callbacks");
          }
        };
    try (WeldContainer container = deployment.weld(Platform.class).initialize()) {
      Platform platform = container.select(Platform.class).get();
      assertThat(platform.upload(() -> refusing)).isSameAs(refusing);
      assertThat(platform.upload(() -> refusing)).isSameAs(refusing);
    }
    assertOneWarning("@CountedBundleUpload on %s.upload");
    assertThat(deployment.moved()).isEmpty();
  }
}
