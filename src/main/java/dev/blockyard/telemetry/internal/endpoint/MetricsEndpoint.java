package dev.blockyard.telemetry.internal.endpoint;

import dev.blockyard.telemetry.internal.config.EndpointAccess;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the metrics as text to clients that may read them. {@code GET} and {@code HEAD} answer
 * with the same headers; the parameter {@code name[]} selects metrics by name, as in the Prometheus
 * client library. Compression is left to the container.
 */
public final class MetricsEndpoint extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient EndpointGuard guard;
  private final transient Supplier<Optional<MetricsText>> text;

  /** A hint: with many apps, a buffer that grows from nothing is copied a dozen times. */
  private volatile int lastLength = 8192;

  /**
   * Creates the servlet.
   *
   * @param access who may read
   * @param text asked at each request: the backend may be chosen after the container has started
   *     servlets; empty answers 404
   */
  public MetricsEndpoint(EndpointAccess access, Supplier<Optional<MetricsText>> text) {
    this.guard = new EndpointGuard(access);
    this.text = text;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    int refusal = guard.refusal(request, response);
    if (response.isCommitted()) {
      return; // the container has asked for credentials
    }
    if (refusal != EndpointGuard.ALLOWED) {
      refuse(response, refusal);
      return;
    }
    Optional<MetricsText> available = text.get();
    if (available.isPresent()) {
      write(available.get(), request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void write(MetricsText text, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String accept = accept(request);
    String[] names = request.getParameterValues("name[]");
    ByteArrayOutputStream body = new ByteArrayOutputStream(lastLength);
    text.write(body, accept, names == null ? Set.of() : new HashSet<>(Arrays.asList(names)));
    lastLength = body.size();
    response.setContentType(text.contentType(accept));
    response.setContentLength(body.size());
    if (request.getMethod().equals("GET")) {
      body.writeTo(response.getOutputStream());
    }
  }

  private static @Nullable String accept(HttpServletRequest request) {
    String values = String.join(",", Collections.list(request.getHeaders("Accept")));
    return values.isEmpty() ? null : values;
  }

  private void refuse(HttpServletResponse response, int status) throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getWriter().println(Message.BYT0014.text(EndpointAccess.ACCESS, guard.access()));
  }
}
