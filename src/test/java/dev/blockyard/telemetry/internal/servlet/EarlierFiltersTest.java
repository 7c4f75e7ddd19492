package dev.blockyard.telemetry.internal.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.StandIn;
import dev.blockyard.telemetry.testing.Log;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the descriptors of a web application are read. */
class EarlierFiltersTest {
  /** The JDK's cache would keep the jar open after the application is gone. */
  @Test
  void fragmentsAreReadPastTheCacheOfJars() {
    Fragment fragment = new Fragment("<filter><filter-name>declared</filter-name></filter>");
    FilterRegistration declared =
        StandIn.of(
            FilterRegistration.class,
            Map.of(
                "getName", "declared",
                "getClassName", "com.example.Declared",
                "getUrlPatternMappings", List.of("/*")));
    ServletContext context =
        StandIn.of(
            ServletContext.class,
            Map.of(
                "getFilterRegistrations",
                Map.of("declared", declared),
                "getClassLoader",
                new OneResource(fragment)));
    try (Log logged = Log.open()) {
      EarlierFilters.warn(context, "/app/*");

      assertThat(logged.messages()).isEmpty();
    }
    assertThat(fragment.cached).containsExactly(false);
  }

  /** Answers with a text, and notes whether it came from a cache. */
  private static final class Fragment extends URLStreamHandler {
    final List<Boolean> cached = new ArrayList<>();
    private final String text;

    Fragment(String text) {
      this.text = text;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          cached.add(getUseCaches());
          return new ByteArrayInputStream(text.getBytes(UTF_8));
        }
      };
    }
  }

  private static final class OneResource extends ClassLoader {
    private final Fragment fragment;

    OneResource(Fragment fragment) {
      super(EarlierFiltersTest.class.getClassLoader());
      this.fragment = fragment;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return Collections.enumeration(List.of(new URL(null, "test:" + name, fragment)));
    }
  }
}
