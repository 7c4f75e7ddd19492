package dev.blockyard.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** An app that takes its time to go keeps nobody else waiting. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PlatformTest {
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Platform platform = new Platform();

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI to inject them
  void open() throws IOException {
    platform.bundles = new Bundles();
    platform.bundles.open();
    platform.metrics = BlockyardMetrics.noop();
    platform.pool =
        new WorkerPool() {
          @Override
          void retire(HostedApp app) {
            if (app.name().equals("slow")) {
              stopping.countDown();
              awaitStopped();
            }
            super.retire(app);
          }
        };
    for (String app : new String[] {"slow", "other"}) {
      platform.upload(app, new ByteArrayInputStream(Bundles.containing("greeting=hi")));
    }
  }

  @AfterEach
  void close() {
    platform.bundles.close();
  }

  private void awaitStopped() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void slowDeletionDelaysNoOther() throws Exception {
    Thread slow = new Thread(() -> platform.delete("slow"));
    slow.start();
    stopping.await();

    assertThat(platform.delete("other")).isTrue();
    platform.deleteUnusedFolders();

    stopped.countDown();
    slow.join();
    assertThat(platform.names()).isEmpty();
  }
}
