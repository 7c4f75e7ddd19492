package dev.blockyard.telemetry.probe.threads.sessionbeans;

import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.probe.threads.Spawner;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;

/** A session bean whose annotated method is asynchronous. */
@Stateless
public class LateForwards {
  @Inject
  @SuppressWarnings("NullAway.Init")
  private Spawner spawner;

  /** Runs on a thread of the container. */
  @Asynchronous
  @TimedProxyRequest
  public void forward(CountDownLatch done) {
    spawner.spawn();
    done.countDown();
  }
}
