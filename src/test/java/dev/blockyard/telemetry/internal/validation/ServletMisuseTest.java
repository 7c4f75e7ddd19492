package dev.blockyard.telemetry.internal.validation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionListener;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Servlets, filters and listeners that are no beans, as the container hands them over. */
@SuppressWarnings("serial")
class ServletMisuseTest {
  private static final String HERE = ServletMisuseTest.class.getName() + "$";

  static class Servlet extends HttpServlet {
    @Override
    @TimedProxyRequest
    @TrackedSession
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

    @CountedWorkerSpawn
    void helper() {}
  }

  @TimedProxyRequest
  static class Filter extends HttpFilter {
    @Override
    @TrackedSession
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {}
  }

  static class Base implements ServletContextListener {
    @Override
    @TimedColdStart
    public void contextInitialized(ServletContextEvent event) {}
  }

  static class Listener extends Base implements HttpSessionListener {}

  @ServerEndpoint("/socket")
  static class Socket {
    @OnMessage
    @TrackedSession
    void on(String message) {}

    @TrackedSession
    void helper() {}
  }

  @Test
  void everyBindingThatTheWebSocketContainerPassesByIsReported() {
    TelemetryException refusal =
        catchThrowableOfType(
            TelemetryException.class, () -> ServletMisuse.check(Set.of(Socket.class)));
    assertThat(requireNonNull(refusal.getMessage()).lines().map(String::strip))
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line).startsWith("BYT0054: " + HERE + "Socket.on(String) is called"));
  }

  @Test
  void everyBindingThatTheServletContainerPassesByIsReportedAtOnce() {
    TelemetryException refusal =
        catchThrowableOfType(
            TelemetryException.class,
            () ->
                ServletMisuse.check(
                    Set.of(Listener.class, Servlet.class, Filter.class, Base.class)));
    assertThat(requireNonNull(refusal.getMessage()).lines())
        .containsExactly(
            "BYT0021: wrong annotations in this deployment: 4",
            "  BYT0023: "
                + HERE
                + "Base.contextInitialized(ServletContextEvent) is called"
                + instead("@TimedColdStart"),
            "  BYT0023: " + HERE + "Filter is made" + instead("@TimedProxyRequest"),
            "  BYT0023: "
                + HERE
                + "Filter.doFilter(ServletRequest, ServletResponse, FilterChain) is called"
                + instead("@TrackedSession"),
            "  BYT0023: "
                + HERE
                + "Servlet.doGet(HttpServletRequest, HttpServletResponse) is called"
                + instead("@TimedProxyRequest and @TrackedSession"));
  }

  private static String instead(String bindings) {
    return " by the servlet container, past CDI, so nothing is recorded for "
        + bindings
        + ": put it on a method of a bean that is called from there";
  }

  static class Helper extends HttpServlet {
    @TimedProxyRequest
    void doGet(String path) {}

    @TimedProxyRequest
    void forward() {}
  }

  static class Asynchronous implements AsyncListener {
    @Override
    @TrackedSession
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @CountedWorkerSpawn
  static class Bean {
    void doGet() {}
  }

  @CountedWorkerSpawn
  interface Annotated {}

  @Test
  void whatTheApplicationItselfMayCallIsNoMistake() {
    assertThatCode(
            () ->
                ServletMisuse.check(
                    Set.of(Helper.class, Asynchronous.class, Bean.class, Annotated.class)))
        .doesNotThrowAnyException();
  }
}
