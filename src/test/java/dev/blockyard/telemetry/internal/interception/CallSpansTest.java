package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.App;
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
import dev.blockyard.telemetry.WorkerView;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contract, section 6: the spans of annotated calls, as a receiver gets them. */
@Timeout(60)
class CallSpansTest {
  private final TestDeployment deployment = new TestDeployment();
  private final TraceReceiver receiver = TraceReceiver.start();
  private final Log log = Log.open();

  @AfterEach
  void close() {
    assertThat(log.messages()).isEmpty();
    log.close();
    receiver.close();
    deployment.close();
  }

  /** What the application does with its beans. */
  private interface Script {
    void run(Platform platform) throws Exception;
  }

  /** Plays it in a deployment of its own, and returns the traces that come out. */
  private String traces(Script script) throws Exception {
    try (Tracing tracing = Tracing.start(receiver.endpoint());
        WeldContainer container = deployment.weld(Platform.class, Launcher.class).initialize()) {
      assertThat(tracing).isNotNull();
      script.run(container.select(Platform.class).get());
      assertThat(Span.current().getSpanContext().isValid()).as("left on the thread").isFalse();
    }
    return receiver.trees();
  }

  @ApplicationScoped
  static class Platform {
    @Inject Launcher launcher;

    @TimedProxyRequest
    void serve(@App String app) {
      launcher.launch(app);
      launcher.stopAnyhow();
    }

    @CountedBundleUpload
    boolean upload(boolean good) {
      return good;
    }

    @TimedBundleRestore
    void restore(@App String app) throws IOException {
      throw new IOException("broken");
    }

    @TrackedSession
    CompletionStage<Void> session(@App String app, CompletionStage<Void> stage) {
      return stage;
    }

    @CountedWorkerStop
    @CountedHealthCheckFailure
    boolean stop(@App @Nullable String app, StopReason reason, boolean there) {
      return there;
    }

    @CountedHealthCheckFailure
    @CountedAuditDrop
    void uncounted() {}

    @ReconciledWorkers
    List<WorkerView> reconcile() {
      return List.of();
    }

    @TimedProxyRequest
    @CountedBundleUpload
    @TrackedSession
    @TimedBundleRestore
    @CountedWorkerStop(StopReason.CRASHED)
    @CountedWorkerSpawn
    @TimedColdStartPhase(ColdStartPhase.READY)
    @TimedColdStart
    void everything(@App String app) {}
  }

  @ApplicationScoped
  static class Launcher {
    @CountedWorkerSpawn
    @TimedColdStart
    void launch(@App String app) {}

    @CountedWorkerStop(StopReason.IDLE_TIMEOUT)
    void stopAnyhow() {}
  }

  @Test
  void callWithinACallIsBelowItAndKnowsItsApp() throws Exception {
    assertThat(traces(platform -> platform.serve("shop")))
        .isEqualTo(
            """
            INTERNAL proxy.forward app=shop
              INTERNAL worker.cold_start app=shop
                INTERNAL worker.spawn app=shop
              INTERNAL worker.stop app=shop stop.reason=idle_timeout
            """);
  }

  @Test
  void bindingsOfOneMethodNestInOneOrder() throws Exception {
    assertThat(traces(platform -> platform.everything("shop")).replaceAll("(?m) app=.*$", ""))
        .isEqualTo(
            """
            INTERNAL worker.cold_start
              INTERNAL worker.cold_start.ready
                INTERNAL worker.spawn
                  INTERNAL worker.stop
                    INTERNAL bundle.upload
                      INTERNAL bundle.restore
                        INTERNAL session
                          INTERNAL proxy.forward
            """);
  }

  @Test
  void bindingsWithoutASpanMakeNone() throws Exception {
    assertThat(
            traces(
                platform -> {
                  platform.uncounted();
                  platform.reconcile();
                }))
        .isEmpty();
  }

  @Test
  void exceptionEndsTheSpanAsAnErrorAndFalseDoesNot() throws Exception {
    assertThat(
            traces(
                platform -> {
                  assertThatThrownBy(() -> platform.restore("shop")).hasMessage("broken");
                  assertThat(platform.upload(false)).isFalse();
                  assertThat(platform.stop(null, StopReason.CRASHED, false)).isFalse();
                }))
        .isEqualTo(
            """
            INTERNAL bundle.restore ERROR java.io.IOException app=shop
            INTERNAL bundle.upload
            INTERNAL worker.stop stop.reason=crashed
            """);
    assertThat(receiver.spans())
        .filteredOn(span -> span.getName().equals("bundle.restore"))
        .allSatisfy(
            span ->
                assertThat(span.getEventsList())
                    .singleElement()
                    .extracting(event -> event.getName())
                    .isEqualTo("exception"));
  }

  @Test
  void stageEndsTheSpanWhenItCompletesAndNotForTheCaller() throws Exception {
    CompletableFuture<Void> open = new CompletableFuture<>();
    CompletableFuture<Void> failing = new CompletableFuture<>();
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    CompletableFuture<Void> wrapped = new CompletableFuture<>();
    assertThat(
            traces(
                platform -> {
                  platform.session("never", new CompletableFuture<>());
                  platform.session("open", open);
                  platform.session("failing", failing);
                  platform.session("cancelled", cancelled);
                  platform.session("wrapped", wrapped.thenApply(value -> null));
                  platform.session("done", CompletableFuture.completedFuture(null));
                  assertThat(Span.current().getSpanContext().isValid()).isFalse();
                  Thread other = new Thread(() -> open.complete(null));
                  other.start();
                  other.join();
                  failing.completeExceptionally(new IOException());
                  cancelled.cancel(false);
                  wrapped.completeExceptionally(new IllegalStateException());
                }))
        .isEqualTo(
            """
            INTERNAL session ERROR java.io.IOException app=failing
            INTERNAL session ERROR java.lang.IllegalStateException app=wrapped
            INTERNAL session ERROR %s app=cancelled
            INTERNAL session app=done
            INTERNAL session app=open
            """
                .formatted(CancellationException.class.getName()));
  }

  @Test
  void whatIsCountedIsCountedAsBefore() throws Exception {
    traces(
        platform -> {
          platform.serve("shop");
          assertThat(deployment.moved())
              .containsEntry("blockyard_workers_spawned_total", 1.0)
              .containsEntry("blockyard_cold_start_seconds_count", 1.0)
              .containsEntry("blockyard_proxy_request_seconds_count", 1.0)
              .containsEntry("blockyard_workers_stopped_total{reason=idle_timeout}", 1.0);
        });
  }
}
