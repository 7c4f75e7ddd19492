package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The module sees the outcome that the caller sees: it is outside of the platform's interceptors.
 */
@EnableWeld
class OutermostTest {
  private static final int TRANSACTIONAL = Interceptor.Priority.PLATFORM_BEFORE + 200;
  private static final int CONCURRENCY = Interceptor.Priority.PLATFORM_BEFORE + 5;
  private static final int FAULT_TOLERANCE = Interceptor.Priority.PLATFORM_AFTER + 10;

  private final TestDeployment deployment = new TestDeployment();

  @WeldSetup
  final WeldInitiator weld =
      WeldInitiator.of(
          deployment.weld(Transactions.class, Asynchrony.class, Retries.class, Bundles.class));

  @AfterEach
  void nothingIsLeft() {
    deployment.close();
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Transactional {}

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Asynchronous {}

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Retry {}

  /** Where Jakarta Transactions commits, here always in vain. */
  @Interceptor
  @Priority(TRANSACTIONAL)
  @Transactional
  static class Transactions {
    @AroundInvoke
    Object commit(InvocationContext call) throws Exception {
      call.proceed();
      throw new IllegalStateException("the commit failed");
    }
  }

  /** Where Jakarta Concurrency replaces the stage of the method by one of its own. */
  @Interceptor
  @Priority(CONCURRENCY)
  @Asynchronous
  static class Asynchrony {
    @AroundInvoke
    @SuppressWarnings("FutureReturnValueIgnored")
    Object later(InvocationContext call) {
      CompletableFuture<?> started = (CompletableFuture<?>) call.getParameters()[0];
      return started.thenCompose(
          go -> {
            try {
              return (CompletionStage<?>) call.proceed();
            } catch (Exception e) {
              return CompletableFuture.failedFuture(e);
            }
          });
    }
  }

  /** Where MicroProfile Fault Tolerance retries. */
  @Interceptor
  @Priority(FAULT_TOLERANCE)
  @Retry
  static class Retries {
    @AroundInvoke
    Object twice(InvocationContext call) throws Exception {
      try {
        return call.proceed();
      } catch (IOException e) {
        return call.proceed();
      }
    }
  }

  @ApplicationScoped
  static class Bundles {
    private int calls;

    @CountedBundleUpload
    @TimedBundleRestore
    @Transactional
    void restore() {}

    @CountedBundleUpload
    @TimedBundleRestore
    @Asynchronous
    CompletionStage<String> uploadLater(CompletableFuture<?> started) {
      return CompletableFuture.completedFuture("bundle");
    }

    @CountedBundleUpload
    @TimedBundleRestore
    @Retry
    int restoreWithRetry() throws IOException {
      calls++;
      if (calls == 1) {
        throw new IOException("try again");
      }
      return calls;
    }
  }

  @Test
  void aCommitThatFailsIsAFailure() {
    assertThatThrownBy(() -> weld.select(Bundles.class).get().restore())
        .hasMessage("the commit failed");
    assertThat(deployment.moved())
        .containsOnly(Map.entry("blockyard_bundle_restores_failed_total", 1.0));
  }

  @Test
  void anAsynchronousCallEndsWithTheStageThatTheCallerHas() {
    CompletableFuture<Void> started = new CompletableFuture<>();
    CompletionStage<String> uploaded = weld.select(Bundles.class).get().uploadLater(started);
    assertThat(deployment.moved()).isEmpty();
    assertThat(started.complete(null)).isTrue();
    assertThat(uploaded).isCompletedWithValue("bundle");
    assertThat(deployment.moved())
        .containsOnly(
            Map.entry("blockyard_bundles_uploaded_total", 1.0),
            Map.entry("blockyard_bundle_restores_succeeded_total", 1.0),
            Map.entry("blockyard_build_seconds_count", 1.0));
  }

  @Test
  void anAsynchronousCallThatNeverStartsIsAFailure() {
    CompletableFuture<Void> started = new CompletableFuture<>();
    CompletionStage<String> uploaded = weld.select(Bundles.class).get().uploadLater(started);
    assertThat(started.cancel(true)).isTrue();
    assertThat(uploaded).isCompletedExceptionally();
    assertThat(deployment.moved())
        .containsOnly(Map.entry("blockyard_bundle_restores_failed_total", 1.0));
  }

  @Test
  void aRetriedCallIsOneEvent() throws Exception {
    assertThat(weld.select(Bundles.class).get().restoreWithRetry()).isEqualTo(2);
    assertThat(deployment.moved())
        .containsOnly(
            Map.entry("blockyard_bundles_uploaded_total", 1.0),
            Map.entry("blockyard_bundle_restores_succeeded_total", 1.0),
            Map.entry("blockyard_build_seconds_count", 1.0));
  }
}
