package dev.blockyard.sample;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.StopReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The apps that exist. It also names the app of requests that no handler sees, which are the
 * WebSocket upgrades.
 */
@ApplicationScoped
class Platform implements AppResolver {
  private final Map<String, HostedApp> apps = new ConcurrentHashMap<>();

  @Inject Bundles bundles;
  @Inject WorkerPool pool;
  @Inject BlockyardMetrics metrics;

  /** Deploys two apps, so that there is something to try at once. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object start) throws IOException {
    for (String app : List.of("hello", "shop")) {
      bundles.upload(app, Bundles.containing("greeting=This is " + app));
      deploy(app);
    }
  }

  Set<String> names() {
    return new TreeSet<>(apps.keySet());
  }

  @Nullable HostedApp find(String name) {
    return apps.get(name);
  }

  @Override
  public Optional<String> resolve(HttpServletRequest request) {
    return Optional.ofNullable(find(AppPath.of(request).app())).map(HostedApp::name);
  }

  /** Restores the bundle that was uploaded and lets it serve the app from the next request on. */
  void deploy(String name) throws IOException {
    HostedApp before = apps.put(name, new HostedApp(name, bundles.restore(name)));
    if (before != null) {
      retire(before);
    }
  }

  /** Deletes an app with all that belongs to it; {@code false} if there is none. */
  boolean delete(String name) {
    HostedApp app = apps.remove(name);
    if (app == null) {
      return false;
    }
    retire(app);
    for (Worker worker : pool.of(app)) {
      pool.stop(app, worker, StopReason.GRACEFUL);
    }
    bundles.forget(name);
    metrics.forgetApp(name);
    return true;
  }

  private void retire(HostedApp app) {
    pool.retire(app);
    bundles.delete(app.folder());
  }
}
