package dev.blockyard.telemetry.examples;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedColdStart;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

@ApplicationScoped
public class Workers {
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  @TimedColdStart
  @CountedWorkerSpawn
  public void spawn(@App String app) {
    if (app.isBlank()) {
      throw new IllegalArgumentException("an app has a name");
    }
    running.add(app);
  }

  @CountedWorkerStop
  public boolean evict(String app, StopReason reason) {
    return running.remove(app);
  }
}
