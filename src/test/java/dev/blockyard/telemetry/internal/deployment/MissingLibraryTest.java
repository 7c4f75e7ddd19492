package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The module in a server that lacks one of the libraries it is compiled against. */
public class MissingLibraryTest {
  static final String SERVLETS = "jakarta.servlet-api.*|jetty-.*|undertow-.*|weld-servlet.*";
  private static final String COUNTED = "blockyard_workers_spawned_total 1.0";

  private final Log log = Log.open();

  @AfterEach
  void nothingIsLeft() {
    log.close();
  }

  /** Runs in a class loader of its own; refers to nothing that may be missing there. */
  public static final class Application implements Callable<String> {
    public Application() {}

    @ApplicationScoped
    static class Platform {
      @CountedWorkerSpawn
      String spawn() {
        return "worker";
      }
    }

    @Override
    public String call() throws IOException {
      return call(Platform.class);
    }

    String call(Class<?> bean) throws IOException {
      try (WeldContainer container =
          TestDeployment.withoutRegistry(Platform.class, bean).initialize()) {
        if (!container.select(Platform.class).get().spawn().equals("worker")) {
          throw new IllegalStateException("the call was not passed on");
        }
        Optional<MetricsText> text = container.select(Telemetry.class).get().text();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (text.isPresent()) {
          text.get().write(out, null, Set.of());
        }
        return out.toString(StandardCharsets.UTF_8);
      }
    }
  }

  /** The same with an OpenTelemetry of its own. */
  public static final class TracedApplication implements Callable<String> {
    public TracedApplication() {}

    static class OpenTelemetryProducer {
      @Produces
      @ApplicationScoped
      static OpenTelemetry openTelemetry() {
        return OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
      }
    }

    @Override
    public String call() throws IOException {
      return new Application().call(OpenTelemetryProducer.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    SERVLETS,
    "opentelemetry-.*",
    "prometheus-metrics-tracer-otel.*",
    "microprofile-metrics-api.*|smallrye-metrics.*|micrometer-.*",
    "microprofile-config-api.*|smallrye-config.*",
    "jspecify.*",
  })
  void annotatedCallsAreCountedWithout(String libraries) throws Exception {
    assertThat(textWithout(libraries)).contains(COUNTED);
    assertThat(log.messages()).noneMatch(message -> message.startsWith("BYT0012"));
  }

  @ParameterizedTest
  @CsvSource({"core", "model", "config", "tracer-initializer", "tracer-common", "exposition.*"})
  void callsPassWithOneWarningWithoutAPartOfThePrometheusClient(String part) throws Exception {
    assertThat(textWithout("prometheus-metrics-" + part + "-\\d.*")).isEmpty();
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0003: ");
  }

  @Test
  void annotatedCallsAreCountedWithoutAnyOfThem() throws Exception {
    String text =
        textWithout(
            SERVLETS
                + "|opentelemetry-.*|microprofile-.*|smallrye-.*|micrometer-.*|simpleclient.*"
                + "|jspecify.*");
    assertThat(text).contains(COUNTED);
  }

  @Test
  void anOpenTelemetryOfTheApplicationNeedsNoMicroProfileConfig() throws Exception {
    String text =
        textWithout("microprofile-config-api.*|smallrye-config.*", TracedApplication.class);
    assertThat(text).contains(COUNTED);
    assertThat(log.announced())
        .singleElement()
        .asString()
        .endsWith("tracing the application's own OpenTelemetry");
  }

  @Test
  void aServerWithoutServletsIsWarnedAbout() throws Exception {
    textWithout(SERVLETS);

    assertThat(log.announced())
        .containsExactly(
            "BYT0016: metrics backend prometheus, endpoint none, counted requests none,"
                + " tracing none");
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0070: ");
  }

  @Test
  void aContainerThatRunsNoBuildCompatibleExtensionIsWarnedAbout() throws Exception {
    assertThat(textIn(new WithoutExtensions(urls(SERVLETS)), Application.class)).contains(COUNTED);

    assertThat(log.messages()).filteredOn(message -> message.startsWith("BYT0074: ")).hasSize(1);
  }

  private static String textWithout(String libraries) throws Exception {
    return textWithout(libraries, Application.class);
  }

  /** Runs it in a class loader of its own, and returns what it says. */
  static String textWithout(String libraries, Class<? extends Callable<String>> type)
      throws Exception {
    return textIn(new URLClassLoader(urls(libraries), ClassLoader.getPlatformClassLoader()), type);
  }

  static String textIn(URLClassLoader libraries, Class<? extends Callable<String>> type)
      throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (libraries) {
      thread.setContextClassLoader(libraries);
      Object application =
          libraries.loadClass(type.getName()).getDeclaredConstructor().newInstance();
      return (String) ((Callable<?>) application).call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Hides the file that names the module's extension: nothing looks for it there. */
  private static final class WithoutExtensions extends URLClassLoader {
    private static final String FILE =
        "META-INF/services/" + BuildCompatibleExtension.class.getName();

    WithoutExtensions(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
      return name.equals(FILE) ? Collections.emptyEnumeration() : super.findResources(name);
    }
  }

  static URL[] urls(String libraries) {
    Pattern missing = Pattern.compile(libraries);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    URL[] remaining =
        Stream.of(classPath.split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> !missing.matcher(path.getFileName().toString()).matches())
            .map(MissingLibraryTest::url)
            .toArray(URL[]::new);
    assertThat(remaining.length)
        .as("libraries left out: %s", libraries)
        .isLessThan(classPath.split(File.pathSeparator, -1).length);
    return remaining;
  }

  static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
