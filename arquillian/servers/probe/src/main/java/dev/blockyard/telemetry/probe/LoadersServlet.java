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
 * Reports how many class loaders of earlier deployments of the same application are still in
 * memory, and how many threads of the module there are.
 */
@WebServlet("/loaders")
public class LoadersServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /**
   * Prefix of the system property in which all deployments of an application find their list:
   * nothing else is common to them.
   */
  private static final String LIST = "dev.blockyard.telemetry.probe.loaders";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response
        .getWriter()
        .println("loaders of ended applications: " + others(LIST + request.getContextPath()));
    response.getWriter().println("threads of the module: " + threads());
  }

  @SuppressWarnings("unchecked")
  private static synchronized long others(String list) {
    ClassLoader own = LoadersServlet.class.getClassLoader();
    List<WeakReference<ClassLoader>> all =
        (List<WeakReference<ClassLoader>>) System.getProperties().get(list);
    if (all == null) {
      all = new ArrayList<>();
      System.getProperties().put(list, all);
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
