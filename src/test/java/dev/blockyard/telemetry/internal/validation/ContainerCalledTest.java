package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import jakarta.enterprise.context.Dependent;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that the servlet container or the WebSocket container calls. */
@SuppressWarnings({"TypeParameterUnusedInFormals", "UnusedMethod", "UnusedVariable"})
class ContainerCalledTest {
  private static final String HERE = ContainerCalledTest.class.getName() + "$";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "BYT0023",
            Get.class,
            "Get.doGet(HttpServletRequest, HttpServletResponse) is called by the servlet container",
            "nothing is recorded for @TimedProxyRequest:"),
        mistake(
            "BYT0023", Service.class, "Service.service(ServletRequest, ServletResponse) is called"),
        mistake("BYT0023", Init.class, "Init.init() is called"),
        mistake("BYT0023", FinalGet.class, "FinalGet.doGet(HttpServletRequest, "),
        mistake("BYT0023", WholeServlet.class, "WholeServlet is made by the servlet"),
        mistake("BYT0023", Filtering.class, "Filtering.doFilter(ServletRequest, "),
        mistake(
            "BYT0023",
            Listening.class,
            "Listening.contextInitialized(ServletContextEvent) is called"),
        mistake(
            "BYT0054",
            Opened.class,
            "Opened.open(Session) is called by the WebSocket container",
            "@TrackedSession",
            "put it on a method of a bean"),
        mistake("BYT0054", Messages.class, "Messages.on(String) is called by the WebSocket"),
        mistake(
            "BYT0054",
            Programmatic.class,
            "Programmatic.onOpen(Session, EndpointConfig) is called"));
  }

  private static Arguments mistake(String code, Class<?> bean, String place, String... words) {
    return Arguments.of(bean, code + ": " + HERE + place, List.of(words));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void aMistakeFailsTheDeploymentAndIsReportedWithItsRemedy(
      Class<?> bean, String start, List<String> words) {
    assertThat(Misuse.problems(bean))
        .singleElement()
        .asString()
        .startsWith(start)
        .satisfies(problem -> words.forEach(word -> assertThat(problem).contains(word)));
  }

  @Dependent
  @SuppressWarnings("serial")
  static class Get extends HttpServlet {
    @Override
    @TimedProxyRequest
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Dependent
  @SuppressWarnings("serial")
  static class Service extends HttpServlet {
    @Override
    @TimedProxyRequest
    public void service(ServletRequest request, ServletResponse response) {}
  }

  @Dependent
  @SuppressWarnings("serial")
  static class Init extends HttpServlet {
    @Override
    @TimedColdStart
    public void init() {}
  }

  @Dependent
  @SuppressWarnings("serial")
  static class FinalGet extends HttpServlet {
    @Override
    @TimedProxyRequest
    protected final void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Dependent
  @SuppressWarnings("serial")
  @TimedProxyRequest
  static class WholeServlet extends HttpServlet {}

  @Dependent
  static class Filtering implements Filter {
    @Override
    @TimedProxyRequest
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {}
  }

  @Dependent
  static class Listening implements ServletContextListener {
    @Override
    @TimedColdStart
    public void contextInitialized(ServletContextEvent event) {}
  }

  @Dependent
  @SuppressWarnings("serial")
  static class ServletsHelper extends HttpServlet {
    @TimedProxyRequest
    void forward() {}

    @TimedProxyRequest
    void doGet(String path) {}
  }

  @Dependent
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

  @Dependent
  @ServerEndpoint("/annotated")
  static class Opened {
    @OnOpen
    @TrackedSession
    void open(Session session) {}
  }

  @Dependent
  @TrackedSession
  @ServerEndpoint("/whole")
  static class Messages {
    @OnMessage
    void on(String message) {}
  }

  @Dependent
  static class Programmatic extends Endpoint {
    @Override
    @TrackedSession
    public void onOpen(Session session, EndpointConfig config) {}
  }

  @Dependent
  @ServerEndpoint("/helper")
  static class EndpointsHelper {
    @OnOpen
    void open(Session session) {}

    @TrackedSession
    void serve() {}
  }

  @ParameterizedTest
  @ValueSource(classes = {ServletsHelper.class, Asynchronous.class, EndpointsHelper.class})
  void aLookAlikeIsDeployed(Class<?> bean) {
    assertThat(Misuse.problems(bean)).isEmpty();
  }
}
