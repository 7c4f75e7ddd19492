package dev.blockyard.telemetry.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The public classes of tracing where there is nothing but the module and the JDK. */
class WithoutOpenTelemetryTest {
  private final URLClassLoader alone =
      new URLClassLoader(
          new URL[] {Tracing.class.getProtectionDomain().getCodeSource().getLocation()},
          ClassLoader.getPlatformClassLoader());

  @AfterEach
  void close() throws Exception {
    alone.close();
  }

  private Method method(Class<?> type, String name, Class<?>... parameters) throws Exception {
    return alone.loadClass(type.getName()).getMethod(name, parameters);
  }

  @Test
  void startSaysWhatIsMissing() throws Exception {
    Method start = method(Tracing.class, "start", String.class);
    assertThatThrownBy(() -> start.invoke(null, "localhost:4317"))
        .cause()
        .hasMessageStartingWith("BYT0031: Tracing.start needs the SDK of OpenTelemetry")
        .hasMessageContaining("io.opentelemetry:opentelemetry-exporter-otlp");
  }

  @Test
  void workersGetTheirEnvironmentAndNoHeaders() throws Exception {
    assertThat(method(WorkerTracing.class, "headers").invoke(null)).isEqualTo(Map.of());
    assertThat(
            method(WorkerTracing.class, "environment", String.class, String.class, Map.class)
                .invoke(null, "shop", "w1", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "x")))
        .isEqualTo(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "x",
                "OTEL_SERVICE_NAME", "shop",
                "OTEL_RESOURCE_ATTRIBUTES", "blockyard.app=shop,blockyard.worker_id=w1"));
  }
}
