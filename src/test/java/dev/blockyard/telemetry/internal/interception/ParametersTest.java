package dev.blockyard.telemetry.internal.interception;

import static dev.blockyard.telemetry.StopReason.CRASHED;
import static dev.blockyard.telemetry.StopReason.GRACEFUL;
import static dev.blockyard.telemetry.StopReason.IDLE_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.testing.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parameters of a call say: why a worker was stopped, and whose it was. */
@EnableWeld
class ParametersTest {
  private final TestDeployment deployment = new TestDeployment();
  private final Log log = Log.open();

  @WeldSetup final WeldInitiator weld = WeldInitiator.of(deployment.weld(Workers.class));

  @Inject private Workers workers;

  @AfterEach
  void nothingIsLeft() {
    log.close();
    deployment.close();
  }

  /** A name in a type of the application's own. */
  static final class AppName {
    private final String name;

    AppName(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static final class Mute {
    @Override
    public String toString() {
      throw new IllegalStateException("mute");
    }
  }

  @ApplicationScoped
  static class Workers {
    @CountedWorkerStop(CRASHED)
    void crash() {}

    @CountedWorkerStop
    void stop(String worker, @Nullable StopReason reason) {}

    @CountedWorkerStop(CRASHED)
    void crash(@Nullable StopReason reason, String worker) {}

    @CountedWorkerStop
    CompletableFuture<Boolean> stopLater(
        StopReason reason, int grace, CompletableFuture<Boolean> stopped) {
      return stopped;
    }

    @CountedHealthCheckFailure
    void evict() {}

    @CountedHealthCheckFailure
    void evictUnmarked(String app) {}

    @CountedHealthCheckFailure
    void evict(String worker, @App @Nullable AppName app) {}

    @CountedHealthCheckFailure
    void evict(@App @Nullable String app) {}

    @CountedHealthCheckFailure
    boolean evict(@App Mute app, boolean there) {
      return there;
    }

    @CountedHealthCheckFailure
    CompletableFuture<Void> evictLater(@App String app, CompletableFuture<Void> evicted) {
      return evicted;
    }
  }

  static Stream<Arguments> stops() {
    return Stream.of(
        stop("member", Workers::crash, CRASHED),
        stop("parameter", w -> w.stop("w", IDLE_TIMEOUT), IDLE_TIMEOUT),
        stop("null parameter", w -> w.stop("w", null), GRACEFUL),
        stop("both", w -> w.crash(IDLE_TIMEOUT, "w"), IDLE_TIMEOUT),
        stop("both, the default", w -> w.crash(GRACEFUL, "w"), GRACEFUL),
        stop("member and null parameter", w -> w.crash(null, "w"), CRASHED),
        stop(
            "parameter of a call that ends later",
            w -> {
              CompletableFuture<Boolean> stopped = new CompletableFuture<>();
              assertThat(w.stopLater(CRASHED, 5, stopped)).isSameAs(stopped);
              stopped.complete(true);
            },
            CRASHED));
  }

  private static Arguments stop(String name, Consumer<Workers> call, StopReason reason) {
    return Arguments.of(name, call, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stops")
  void theReasonIsTheParameterThenTheMemberThenGraceful(
      String name, Consumer<Workers> call, StopReason reason) {
    call.accept(workers);
    assertThat(deployment.moved())
        .isEqualTo(
            Map.of(
                "blockyard_workers_stopped_total{reason=" + reason.label() + "}",
                1.0,
                "blockyard_workers_active",
                -1.0));
  }

  static Stream<Arguments> evictions() {
    return Stream.of(
        eviction("no parameter", Workers::evict, "unknown"),
        eviction("unmarked parameter", w -> w.evictUnmarked("app1"), "unknown"),
        eviction("string", w -> w.evict("app1"), "app1"),
        eviction("null string", w -> w.evict((String) null), "unknown"),
        eviction("empty string", w -> w.evict(""), "unknown"),
        eviction("blank string", w -> w.evict(" \t"), "unknown"),
        eviction("own type", w -> w.evict("w", new AppName("app1")), "app1"),
        eviction("own type with nothing in it", w -> w.evict("w", new AppName("")), "unknown"),
        eviction("null object", w -> w.evict("w", null), "unknown"),
        eviction("toString throws", w -> w.evict(new Mute(), true), "unknown"),
        eviction(
            "string of a call that ends later",
            w -> {
              CompletableFuture<Void> evicted = new CompletableFuture<>();
              assertThat(w.evictLater("app1", evicted)).isSameAs(evicted);
              evicted.complete(null);
            },
            "app1"));
  }

  private static Arguments eviction(String name, Consumer<Workers> call, String app) {
    return Arguments.of(name, call, app);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("evictions")
  void theAppIsWhatTheMarkedParameterSays(String name, Consumer<Workers> call, String app) {
    call.accept(workers);
    assertThat(deployment.moved())
        .isEqualTo(Map.of("blockyard_health_checks_failed_total{app=" + app + "}", 1.0));
  }

  @Test
  void anAppThatCannotSayItsNameIsWarnedAboutOnce() {
    workers.evict(new Mute(), true);
    workers.evict(new Mute(), true);
    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0012: @App on " + Workers.class.getName() + ".evict was not recorded")
        .contains("mute");
  }

  @Test
  void anAppIsNotAskedForItsNameWhenNothingWasEvicted() {
    assertThat(workers.evict(new Mute(), false)).isFalse();
    assertThat(deployment.moved()).isEmpty();
    assertThat(log.messages()).isEmpty();
  }
}
