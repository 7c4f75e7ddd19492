package dev.blockyard.telemetry.internal.deployment;

import static dev.blockyard.telemetry.internal.deployment.WebDeployment.app;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.get;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.requests;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Log;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A filter that may stand before the module's is named at start, and no other one. */
@Timeout(60)
class EarlierFilterTest {
  private final WebDeployment deployment = new WebDeployment();
  private final Log logged = Log.open();

  @AfterEach
  void nothingIsLeft() {
    logged.close();
    deployment.close();
  }

  /** Changes the status when the module's filter, if it is behind, has seen the request. */
  static class Refusing implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
      response.reset();
      ((HttpServletResponse) response).setStatus(503);
    }
  }

  @WebFilter(filterName = "annotated")
  static class Annotated extends Refusing {}

  private static WebApp registering(String name, Filter filter, String pattern) {
    return new WebApp().onStartup(context -> register(context, name, filter, pattern));
  }

  private static void register(ServletContext context, String name, Filter filter, String pattern) {
    context
        .addFilter(name, filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, pattern);
  }

  @ParameterizedTest
  @EnumSource
  void filterThatCodeHasRegisteredBeforeIsNamed(Container container) throws Exception {
    WebApp behind =
        registering("maintenance", new Refusing(), "/app/*")
            .onStartup(context -> app().start(context));

    assertThatItIsCountedAs("2xx", container, behind); // which the warning is about
    assertThat(logged.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0072: the filter \"maintenance\" (" + Refusing.class.getName() + ") ");
  }

  @ParameterizedTest
  @EnumSource
  void filterThatIsRegisteredLaterIsCountedRightWithoutAWarning(Container container)
      throws Exception {
    WebApp ahead =
        app().onStartup(context -> register(context, "maintenance", new Refusing(), "/app/*"));

    assertThatItIsCountedAs("5xx", container, ahead);
    assertThat(logged.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/*,           true",
    "/app/*,       true",
    "/app/known/*, true",
    "/app/known,   true",
    "*.html,       true",
    "/api/*,       false",
    "/application, false"
  })
  void filterOfOtherPathsIsNotNamed(String pattern, boolean named) throws Exception {
    start(registering("maintenance", new Refusing(), pattern), UnaryOperator.identity());

    assertThat(logged.messages("BYT0072")).hasSize(named ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"annotated, false", "maintenance, true"})
  void annotatedFilterIsNamedOnlyIfCodeRegisteredItUnderAnotherName(String name, boolean named)
      throws Exception {
    start(registering(name, new Annotated(), "/*"), UnaryOperator.identity());

    assertThat(logged.messages("BYT0072")).hasSize(named ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"maintenance, false", "maintenance-2, true"})
  void filterOfADescriptorIsNotNamed(String name, boolean named, @TempDir Path jar)
      throws Exception {
    String xml = "<filter><filter-name>\n  %s </filter-name></filter>";
    Files.createDirectories(jar.resolve("META-INF"));
    Files.writeString(
        jar.resolve("META-INF/web-fragment.xml"), xml.formatted("fragment").replace("<f", "<j:f"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      WebApp declared =
          registering(name, new Refusing(), "/app/*")
              .onStartup(context -> register(context, "fragment", new Refusing(), "/app/*"))
              .onStartup(
                  context ->
                      app()
                          .start(
                              answering(
                                  ServletContext.class,
                                  Map.of(
                                      "getResourceAsStream",
                                      new ByteArrayInputStream(
                                          xml.formatted("maintenance").getBytes(UTF_8)),
                                      "getClassLoader",
                                      loader),
                                  context)));

      assertThatItIsCountedAs("2xx", Container.JETTY, declared);
    }
    assertThat(logged.messages("BYT0072")).hasSize(named ? 1 : 0);
  }

  /** Open Liberty registers one for spans, behind all others. */
  @Test
  void filterOfTheServerIsNotNamed() throws Exception {
    FilterRegistration spans =
        answering(
            FilterRegistration.class,
            Map.of(
                "getName", "spans",
                "getClassName", "io.openliberty.microprofile.telemetry.ServletFilter",
                "getUrlPatternMappings", List.of("/*")),
            null);
    start(
        new WebApp(),
        context ->
            answering(
                ServletContext.class,
                Map.of("getFilterRegistrations", Map.of("spans", spans)),
                context));

    assertThat(logged.messages()).isEmpty();
  }

  private static void start(WebApp before, UnaryOperator<ServletContext> view) throws Exception {
    WebApp app = before.onStartup(context -> app().start(view.apply(context)));
    try (WeldContainer cdi = TestDeployment.withoutRegistry().initialize();
        Running server = Container.JETTY.start(app)) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(server.port()).isPositive();
    }
  }

  private static void assertThatItIsCountedAs(String status, Container container, WebApp app)
      throws Exception {
    try (WeldContainer cdi = TestDeployment.withoutRegistry().initialize();
        Running server = container.start(app)) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/app/known").statusCode()).isEqualTo(503);
      Await.until(
          () ->
              assertThat(requests(server))
                  .contains(
                      "blockyard_proxy_requests_total{app=\"app1\",status=\""
                          + status
                          + "\"} 1.0"));
    }
  }

  /** An object that gives these answers and passes all other calls on. */
  private static <T> T answering(Class<T> type, Map<String, Object> answers, @Nullable T others) {
    return type.cast(
        Proxy.newProxyInstance(
            EarlierFilterTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answers.get(method.getName());
              try {
                return answer == null ? method.invoke(others, arguments) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
