package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.ref.WeakReference;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call holds until its stage completes, it holds through the stage alone. */
@EnableWeld
class NeverEndingStageTest {
  private static final int CALLS = 100_000;

  private final TestDeployment deployment = new TestDeployment();

  @WeldSetup final WeldInitiator weld = WeldInitiator.of(deployment.weld(Builds.class));

  @AfterEach
  void nothingIsLeft() {
    deployment.close();
  }

  @ApplicationScoped
  static class Builds {
    @TimedBundleRestore
    @TrackedSession
    @TimedProxyRequest
    @CountedHealthCheckFailure
    CompletableFuture<String> build(@App CharSequence app) {
      return new CompletableFuture<>();
    }
  }

  @Test
  void aStageThatNeverCompletesIsHeldByNobody() {
    Builds builds = weld.select(Builds.class).get();
    CompletableFuture<String> kept = builds.build("app1");
    List<WeakReference<Object>> dropped = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      CharSequence app = CharBuffer.allocate(4);
      dropped.add(new WeakReference<>(app));
      dropped.add(new WeakReference<>(builds.build(app)));
    }

    for (int i = 0; i < 50 && alive(dropped) > 0; i++) {
      System.gc();
    }

    assertThat(alive(dropped)).isZero();
    assertThat(deployment.moved()).isEqualTo(Map.of("blockyard_sessions_active", CALLS + 1.0));

    assertThat(kept.complete("done")).isTrue();
    assertThat(deployment.moved())
        .isEqualTo(
            Map.of(
                "blockyard_sessions_active", (double) CALLS,
                "blockyard_bundle_restores_succeeded_total", 1.0,
                "blockyard_build_seconds_count", 1.0,
                "blockyard_proxy_request_seconds_count", 1.0,
                "blockyard_health_checks_failed_total{app=app1}", 1.0));
  }

  private static long alive(List<WeakReference<Object>> references) {
    return references.stream().filter(reference -> reference.get() != null).count();
  }
}
