package dev.blockyard.sample;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The control API. It asks nobody who they are: whoever can connect may do all of this, so a
 * platform that copies it has to add authentication.
 *
 * <pre>
 * GET    /api/apps                 the names of all apps
 * GET    /api/apps/{name}          the address of the app, on an origin of its own
 * GET    /api/example-bundle       a bundle to upload; with ?start=fails, or ?start=hangs, of an
 *                                  app that does not start
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
  private static final Set<String> STARTS = Set.of("fails", "hangs");
  private static final Pattern APP = Pattern.compile("/apps/([a-z0-9-]{1,63})");
  private static final Pattern BUNDLE = Pattern.compile(APP + "/bundle");
  private static final Pattern WORKERS = Pattern.compile(APP + "/workers");

  @Inject transient Platform platform;
  @Inject transient Hosts hosts;
  @Inject transient WorkerPool pool;
  @Inject transient Reconciler reconciler;
  @Inject transient AuditLog audit;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String app = match(APP, request);
    if ("/apps".equals(request.getPathInfo())) {
      answer(response, HttpServletResponse.SC_OK, String.join("\n", platform.names()));
    } else if (app != null && platform.find(app) != null) {
      answer(response, HttpServletResponse.SC_OK, hosts.addressOf(app, request));
    } else if ("/example-bundle".equals(request.getPathInfo())) {
      response.setContentType("application/zip");
      String start = request.getParameter("start");
      response
          .getOutputStream()
          .write(
              Bundles.containing(
                  "greeting=This is an example\nstart="
                      + (start != null && STARTS.contains(start) ? start : "works")));
    } else {
      noSuchPath(request, response);
    }
  }

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String app = match(BUNDLE, request);
    if (app == null) {
      noSuchPath(request, response);
      return;
    }
    try {
      switch (platform.upload(app, request.getInputStream())) {
        case DEPLOYED -> {
          audit.record(AuditLog.caller(request), "app " + app + " deployed");
          answer(response, HttpServletResponse.SC_CREATED, "Deployed " + app);
        }
        case TOO_LARGE ->
            refuse(
                request,
                response,
                HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                "The bundle is too large");
        case NO_ZIP ->
            refuse(request, response, HttpServletResponse.SC_BAD_REQUEST, "A bundle is a zip");
      }
    } catch (ZipException e) {
      refuse(request, response, 422, "The bundle cannot be restored: " + e.getMessage());
    } catch (IOException e) {
      log("Bundle of " + app + " not stored: " + e);
      refuse(
          request,
          response,
          HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
          "The bundle could not be received or stored");
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String app = match(APP, request);
    if (app != null && platform.delete(app)) {
      audit.record(AuditLog.caller(request), "app " + app + " deleted");
      answer(response, HttpServletResponse.SC_OK, "Deleted " + app);
    } else {
      refuse(request, response, HttpServletResponse.SC_NOT_FOUND, "No such app");
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String app = match(WORKERS, request);
    try {
      if (app != null) {
        spawn(app, request, response);
      } else if ("/tick".equals(request.getPathInfo())) {
        answer(response, HttpServletResponse.SC_OK, "Stopped workers: " + reconciler.tick());
      } else if ("/idle-out".equals(request.getPathInfo())) {
        int stopped = reconciler.tick(Duration.ZERO);
        answer(response, HttpServletResponse.SC_OK, "Stopped workers: " + stopped);
      } else {
        noSuchPath(request, response);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Interrupted");
    }
  }

  private void spawn(String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HostedApp app = platform.find(name);
    try {
      if (app == null || !pool.spawn(app)) {
        refuse(request, response, HttpServletResponse.SC_NOT_FOUND, "No such app");
        return;
      }
    } catch (RejectedExecutionException e) {
      refuse(request, response, 429, "No worker is started: " + e.getMessage());
      return;
    } catch (IOException e) {
      log("No worker of " + app, e);
      refuse(
          request,
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "No worker could be started");
      return;
    }
    audit.record(AuditLog.caller(request), "worker of " + app + " spawned");
    answer(response, HttpServletResponse.SC_CREATED, "Spawned a worker of " + app);
  }

  private static @Nullable String match(Pattern pattern, HttpServletRequest request) {
    String path = request.getPathInfo();
    Matcher matcher = pattern.matcher(path == null ? "" : path);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private void noSuchPath(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refuse(request, response, HttpServletResponse.SC_NOT_FOUND, "No such path");
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, int status, String reason)
      throws IOException {
    audit.record(AuditLog.caller(request), AuditLog.refused(request, reason));
    answer(response, status, reason);
  }

  private static void answer(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=utf-8");
    response.getWriter().println(text);
  }
}
