package dev.blockyard.sample;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The control API:
 *
 * <pre>
 * GET    /api/apps                 the names of all apps
 * GET    /api/example-bundle       a bundle to upload
 * PUT    /api/apps/{name}/bundle   uploads a zip and deploys it
 * POST   /api/apps/{name}/workers  spawns one more worker of the app
 * DELETE /api/apps/{name}          stops the app's workers and forgets it
 * POST   /api/tick                 does one round of health checks and evictions now
 * POST   /api/idle-out             the same, and evicts every worker that nobody uses
 * </pre>
 */
@WebServlet("/api/*")
public class ControlServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int MAX_BUNDLE_BYTES = 16 << 20;
  private static final Pattern APP = Pattern.compile("/apps/([a-z0-9-]{1,63})");
  private static final Pattern BUNDLE = Pattern.compile(APP + "/bundle");
  private static final Pattern WORKERS = Pattern.compile(APP + "/workers");

  @Inject transient Platform platform;
  @Inject transient Bundles bundles;
  @Inject transient WorkerPool pool;
  @Inject transient Reconciler reconciler;
  @Inject transient AuditLog audit;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("/apps".equals(request.getPathInfo())) {
      answer(response, HttpServletResponse.SC_OK, String.join("\n", platform.names()));
    } else if ("/example-bundle".equals(request.getPathInfo())) {
      response.setContentType("application/zip");
      response.getOutputStream().write(Bundles.containing("greeting=This is an example"));
    } else {
      noSuchPath(response);
    }
  }

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String app = match(BUNDLE, request);
    if (app == null) {
      noSuchPath(response);
      return;
    }
    byte[] bundle = request.getInputStream().readNBytes(MAX_BUNDLE_BYTES + 1);
    if (bundle.length > MAX_BUNDLE_BYTES) {
      answer(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "The bundle is too large");
    } else if (!bundles.upload(app, bundle)) {
      audit.record("bundle of " + app + " refused");
      answer(response, HttpServletResponse.SC_BAD_REQUEST, "A bundle is a zip");
    } else {
      deploy(app, response);
    }
  }

  private void deploy(String app, HttpServletResponse response) throws IOException {
    try {
      platform.deploy(app);
    } catch (IOException e) {
      audit.record("bundle of " + app + " not restored");
      answer(response, 422, "The bundle cannot be restored: " + e.getMessage());
      return;
    }
    audit.record("app " + app + " deployed");
    answer(response, HttpServletResponse.SC_CREATED, "Deployed " + app);
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String app = match(APP, request);
    if (app != null && platform.delete(app)) {
      audit.record("app " + app + " deleted");
      answer(response, HttpServletResponse.SC_OK, "Deleted " + app);
    } else {
      answer(response, HttpServletResponse.SC_NOT_FOUND, "No such app");
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isOfAnotherSite(request)) {
      answer(response, HttpServletResponse.SC_FORBIDDEN, "Not from a page of another site");
      return;
    }
    String app = match(WORKERS, request);
    try {
      if (app != null) {
        spawn(app, response);
      } else if ("/tick".equals(request.getPathInfo())) {
        answer(response, HttpServletResponse.SC_OK, "Stopped workers: " + reconciler.tick());
      } else if ("/idle-out".equals(request.getPathInfo())) {
        int stopped = reconciler.tick(Duration.ZERO);
        answer(response, HttpServletResponse.SC_OK, "Stopped workers: " + stopped);
      } else {
        noSuchPath(response);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Interrupted");
    }
  }

  /** A browser sends a page's POST anywhere; before a PUT or DELETE it asks. */
  private static boolean isOfAnotherSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private void spawn(String name, HttpServletResponse response) throws IOException {
    HostedApp app = platform.find(name);
    try {
      if (app == null || !pool.spawn(app)) {
        answer(response, HttpServletResponse.SC_NOT_FOUND, "No such app");
        return;
      }
    } catch (IOException e) {
      log("No worker of " + app, e);
      answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "No worker could be started");
      return;
    }
    audit.record("worker of " + app + " spawned");
    answer(response, HttpServletResponse.SC_CREATED, "Spawned a worker of " + app);
  }

  private static @Nullable String match(Pattern pattern, HttpServletRequest request) {
    String path = request.getPathInfo();
    Matcher matcher = pattern.matcher(path == null ? "" : path);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static void noSuchPath(HttpServletResponse response) throws IOException {
    answer(response, HttpServletResponse.SC_NOT_FOUND, "No such path");
  }

  private static void answer(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=utf-8");
    response.getWriter().println(text);
  }
}
