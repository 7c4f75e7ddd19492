package dev.blockyard.telemetry.probe;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says how many class loaders of earlier deployments of this servlet are still in memory, and which
 * threads of the module there are.
 */
@WebServlet("/loaders")
public class LoadersServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Under which all deployments find their list; nothing else is common to them. */
  private static final String LIST = "dev.blockyard.telemetry.probe.loaders";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().println("loaders of ended applications: " + others());
    response.getWriter().println("threads of the module: " + threads());
  }

  @SuppressWarnings("unchecked")
  private static synchronized long others() {
    ClassLoader own = LoadersServlet.class.getClassLoader();
    List<WeakReference<ClassLoader>> all =
        (List<WeakReference<ClassLoader>>) System.getProperties().get(LIST);
    if (all == null) {
      all = new ArrayList<>();
      System.getProperties().put(LIST, all);
    }
    if (all.stream().noneMatch(loader -> loader.refersTo(own))) {
      all.add(new WeakReference<>(own));
    }
    System.gc();
    return all.stream()
        .map(WeakReference::get)
        .filter(Objects::nonNull)
        .filter(loader -> loader != own)
        .count();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("blockyard-telemetry"))
        .count();
  }
}
