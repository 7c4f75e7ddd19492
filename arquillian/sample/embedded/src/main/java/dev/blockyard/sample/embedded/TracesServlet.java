package dev.blockyard.sample.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Shows the last traces, and takes the spans of workers, as a collector does.
 *
 * <pre>
 * GET  /api/traces?after={count}  the spans since then; the header Traces-Count is for the next call
 * POST /api/otlp/v1/traces        spans, as OTLP over HTTP in JSON
 * </pre>
 */
@WebServlet({"/api/traces", "/api/otlp/v1/traces"})
public class TracesServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int MAX_BYTES = 16 << 10;
  private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

  @Inject transient RecentTraces traces;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String after = request.getParameter("after");
    boolean valid = after != null && COUNT.matcher(after).matches();
    RecentTraces.Page page = traces.after(valid ? Long.parseLong(after) : 0);
    response.setContentType("application/x-ndjson;charset=utf-8");
    response.setHeader("Traces-Count", String.valueOf(page.count()));
    response.getWriter().print(String.join("\n", page.spans()));
  }

  /** What arrives is whatever an app sends. It is kept as it is; the page shows it as text. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] spans = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (spans.length > MAX_BYTES) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    traces.add(new String(spans, UTF_8));
    response.setContentType("application/json");
    response.getWriter().print("{}");
  }
}
