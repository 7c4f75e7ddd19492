package dev.blockyard.telemetry.probe.sessionbeans;

import dev.blockyard.telemetry.CountedAuditDrop;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;

/** A singleton session bean whose timer the container calls. */
@Singleton
public class Clock {
  @Resource
  @SuppressWarnings("NullAway.Init")
  private TimerService timers;

  /** Lets the timer expire once. */
  public void wind() {
    timers.createSingleActionTimer(1, new TimerConfig(null, false));
  }

  /** Runs when the timer expires: the container reaches a private method here, and records it. */
  @Timeout
  @CountedAuditDrop
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
  private void strike(Timer timer) {}
}
