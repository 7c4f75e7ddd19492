package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedColdStartPhase;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Results that arrive after the return, in a form that the interceptor cannot follow. */
@SuppressWarnings("TypeParameterUnusedInFormals")
class AsynchronousResultTest {
  private static final String HERE = AsynchronousResultTest.class.getName() + "$";

  /** Never called: the deployment is refused, or nobody calls it. */
  private static <T> T unused() {
    throw new AssertionError();
  }

  @CountedBundleUpload
  @Dependent
  @TrackedSession
  static class Uploads {
    Future<String> future() {
      return unused();
    }

    FutureTask<String> task() {
      return unused();
    }

    ScheduledFuture<String> scheduled() {
      return unused();
    }

    Flow.Publisher<String> flow() {
      return unused();
    }

    Publisher<String> publisher() {
      return unused();
    }

    Uni<String> uni() {
      return unused();
    }

    Multi<String> multi() {
      return unused();
    }

    Completable completable() {
      return unused();
    }

    Flowable<String> flowable() {
      return unused();
    }

    Maybe<String> maybe() {
      return unused();
    }

    Observable<String> observable() {
      return unused();
    }

    Single<String> single() {
      return unused();
    }

    <T extends Future<String>> T variable() {
      return unused();
    }

    Object suspend(String bundle, Continuation<? super String> continuation) {
      return unused();
    }

    void suspended(@Suspended AsyncResponse response) {}
  }

  @Test
  void aResultThatCannotBeFollowedFailsTheDeployment() {
    assertThat(Misuse.problems(Uploads.class))
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("BYT0051: " + HERE + "Uploads.")
                    .contains("; @CountedBundleUpload would record it too early")
                    .endsWith(
                        "return a CompletionStage, or call BlockyardMetrics when the work has ended"))
        .extracting(
            problem -> problem.substring(problem.indexOf("Uploads.") + 8, problem.indexOf(';')))
        .containsExactlyInAnyOrder(
            returns("future", "Future<String>"),
            returns("task", "FutureTask<String>"),
            returns("scheduled", "ScheduledFuture<String>"),
            returns("flow", "Publisher<String>"),
            returns("publisher", "Publisher<String>"),
            returns("uni", "Uni<String>"),
            returns("multi", "Multi<String>"),
            returns("completable", "Completable"),
            returns("flowable", "Flowable<String>"),
            returns("maybe", "Maybe<String>"),
            returns("observable", "Observable<String>"),
            returns("single", "Single<String>"),
            returns("variable", "T"),
            "suspend(String, Continuation) ends later than it returns, because it is a suspend function",
            "suspended(AsyncResponse) ends later than it returns, because its parameter is @Suspended");
  }

  private static String returns(String method, String type) {
    return method + "() ends later than it returns, because it returns " + type;
  }

  @Dependent
  static class EachBinding {
    @CountedWorkerSpawn
    Future<?> spawn() {
      return unused();
    }

    @CountedWorkerStop(StopReason.CRASHED)
    Future<?> stop() {
      return unused();
    }

    @TimedColdStart
    Future<?> start() {
      return unused();
    }

    @TimedColdStartPhase(ColdStartPhase.START)
    Future<?> phase() {
      return unused();
    }

    @TimedBundleRestore
    Future<?> restore() {
      return unused();
    }

    @CountedHealthCheckFailure
    Future<?> evict() {
      return unused();
    }

    @CountedAuditDrop
    Future<?> drop() {
      return unused();
    }
  }

  @Test
  void everyBindingToWhichTheOutcomeMattersIsRefused() {
    assertThat(Misuse.problems(EachBinding.class))
        .hasSize(7)
        .allSatisfy(problem -> assertThat(problem).startsWith("BYT0051: "));
  }

  @CountedBundleUpload
  @Dependent
  static class Submitted {
    @Asynchronous
    void nothing() {}
  }

  @Asynchronous
  @CountedBundleUpload
  @Dependent
  static class AllSubmitted {
    void nothing() {}

    CompletionStage<String> stage() {
      return unused();
    }
  }

  /** The container of session beans calls interceptors on the thread that does the work. */
  @CountedBundleUpload
  @Dependent
  static class SessionBean {
    @jakarta.ejb.Asynchronous
    void nothing() {}
  }

  @Test
  void aMethodOfWhichOnlyTheStartIsSeenFailsTheDeployment() {
    assertThat(Misuse.problems(Submitted.class, AllSubmitted.class, SessionBean.class))
        .hasSize(2)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .contains(
                        "Submitted.nothing() ends later than it returns, because it is"
                            + " @Asynchronous and returns nothing; @CountedBundleUpload would"));
  }

  @CountedBundleUpload
  @Dependent
  static class Stages {
    CompletionStage<String> stage() {
      return unused();
    }

    CompletableFuture<String> future() {
      return unused();
    }

    Object object() {
      return unused();
    }

    void resumed(AsyncResponse response) {}
  }

  /** The call itself is what these two are about, however it ends. */
  @Dependent
  @TimedProxyRequest
  @TrackedSession
  static class EntryAndExit {
    Future<String> future() {
      return unused();
    }

    Uni<String> uni() {
      return unused();
    }

    void suspended(@Suspended AsyncResponse response) {}
  }

  @Test
  void stagesAndBindingsOfTheCallAloneAreDeployed() {
    assertThat(Misuse.problems(Stages.class, EntryAndExit.class)).isEmpty();
  }
}
