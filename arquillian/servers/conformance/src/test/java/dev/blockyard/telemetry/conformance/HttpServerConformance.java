package dev.blockyard.telemetry.conformance;

import io.opentelemetry.instrumentation.testing.junit.InstrumentationExtension;
import io.opentelemetry.instrumentation.testing.junit.http.AbstractHttpServerTest;
import io.opentelemetry.instrumentation.testing.junit.http.HttpServerInstrumentationExtension;
import io.opentelemetry.instrumentation.testing.junit.http.HttpServerTestOptions;
import io.opentelemetry.instrumentation.testing.junit.http.ServerEndpoint;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The kit's tests, for one way in which a servlet can answer.
 *
 * <p>Three of them are about what an instrumentation may leave out, and are skipped: attributes for
 * headers and for parameters, and the metric {@code http.server.request.duration}.
 */
@ExtendWith(HttpServerConformance.OwnMetrics.class)
abstract class HttpServerConformance extends AbstractHttpServerTest<JettyServer> {
  @RegisterExtension
  static final InstrumentationExtension KIT = HttpServerInstrumentationExtension.forLibrary();

  private final String contextPath;

  HttpServerConformance() {
    this("");
  }

  HttpServerConformance(String contextPath) {
    this.contextPath = contextPath;
  }

  /** Answers a request, or has it answered. */
  abstract void answer(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException;

  /** Answers a request that {@link #answer} dispatched. */
  void answerDispatched(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Endpoints.answer(request, response);
  }

  /** Runs around everything, the module's filters included. */
  void around(ServletRequest request, ServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
  }

  @Override
  protected void configure(HttpServerTestOptions options) {
    options.setContextPath(contextPath);
    options.setTestPathParam(true);
    options.setTestCaptureHttpHeaders(false);
    options.setTestCaptureRequestParameters(false);
  }

  @Override
  protected JettyServer setupServer() throws Exception {
    return JettyServer.start(port, contextPath, this::around, this::answer, this::answerDispatched);
  }

  @Override
  protected void stopServer(JettyServer server) throws Exception {
    server.stop();
  }

  /** The pattern of the servlet, for any method. */
  @Override
  @SuppressWarnings("NullAway") // the kit's null for no route
  public @Nullable String expectedHttpRoute(ServerEndpoint endpoint, String method) {
    if (endpoint == ServerEndpoint.NOT_FOUND) {
      return null;
    }
    return contextPath + (endpoint == ServerEndpoint.PATH_PARAM ? "/path/*" : endpoint.getPath());
  }

  /** Skips the test of a metric, which the kit has no option for. */
  static final class OwnMetrics implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context
              .getTestMethod()
              .map(Method::getName)
              .filter("httpServerMetrics"::equals)
              .isPresent()
          ? ConditionEvaluationResult.disabled("the module has metrics of its own")
          : ConditionEvaluationResult.enabled("");
    }
  }
}
