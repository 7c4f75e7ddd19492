package dev.blockyard.sample;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.StopReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** Versions that were replaced or deleted, until their folders are deleted. */
  private final Set<HostedApp> retired = ConcurrentHashMap.newKeySet();

  @Inject Bundles bundles;
  @Inject WorkerPool pool;
  @Inject BlockyardMetrics metrics;

  /** Deploys two apps, so that there is something to try at once. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object start) throws IOException {
    for (String app : List.of("hello", "shop")) {
      upload(app, new ByteArrayInputStream(Bundles.containing("greeting=This is " + app)));
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

  /** What became of an upload. */
  enum Upload {
    DEPLOYED,
    TOO_LARGE,
    NO_ZIP
  }

  /**
   * Takes a bundle and serves the app from it, from the next request on.
   *
   * @throws java.util.zip.ZipException if the bundle cannot be restored
   */
  Upload upload(String name, InputStream upload) throws IOException {
    Path bundle = bundles.receive(upload);
    if (bundle == null) {
      return Upload.TOO_LARGE;
    }
    try {
      if (!bundles.upload(name, bundle)) {
        return Upload.NO_ZIP;
      }
      deploy(new HostedApp(name, bundles.restore(name, bundle)));
      return Upload.DEPLOYED;
    } finally {
      Files.delete(bundle);
    }
  }

  private void deploy(HostedApp app) {
    apps.compute(
        app.name(),
        (name, before) -> {
          if (before != null) {
            retired.add(before);
          }
          return app;
        });
    versionsBefore(app.name()).forEach(pool::retire);
  }

  /** Deletes an app with all that belongs to it; {@code false} if there is none. */
  boolean delete(String name) {
    HostedApp app = apps.remove(name);
    if (app == null) {
      return false;
    }
    List<HostedApp> versions = new ArrayList<>(versionsBefore(name));
    versions.removeIf(version -> !retired.remove(version)); // another thread has it
    versions.add(app);
    for (HostedApp version : versions) {
      pool.retire(version);
      for (Worker worker : pool.of(version)) {
        pool.stop(version, worker, StopReason.GRACEFUL);
      }
      bundles.deleteLater(version.folder());
    }
    metrics.forgetApp(name);
    return true;
  }

  /** Deletes the folders of versions without a worker: one that runs needs it, or could fill it. */
  void deleteUnusedFolders() {
    for (HostedApp version : List.copyOf(retired)) {
      if (version.retired() && pool.of(version).isEmpty() && retired.remove(version)) {
        bundles.deleteLater(version.folder());
      }
    }
  }

  private List<HostedApp> versionsBefore(String name) {
    return retired.stream().filter(version -> version.name().equals(name)).toList();
  }
}
