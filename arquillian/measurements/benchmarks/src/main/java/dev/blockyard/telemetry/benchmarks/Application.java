package dev.blockyard.telemetry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequestListener;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A web application without a container: keeps what the module registers when it is started the way
 * a container starts it.
 */
final class Application {
  private final Map<String, Object> attributes = new HashMap<>();
  private final List<Filter> filters = new ArrayList<>();
  private final List<ServletRequestListener> listeners = new ArrayList<>();
  private @Nullable Servlet endpoint;
  private final ServletContext context = fake(ServletContext.class, this::call);

  @FunctionalInterface
  private interface Call {
    @Nullable Object answer(String method, @Nullable Object[] arguments);
  }

  /** Starts the module; its deployment is there already. */
  Application() throws ServletException {
    for (ServletContainerInitializer initializer :
        ServiceLoader.load(ServletContainerInitializer.class)) {
      initializer.onStartup(Set.of(), context);
    }
    for (Filter filter : filters) {
      init(filter);
    }
  }

  private @Nullable Object call(String method, @Nullable Object[] arguments) {
    switch (method) {
      case "addFilter" -> {
        filters.add((Filter) requireNonNull(arguments[1]));
        return fake(FilterRegistration.Dynamic.class, (name, values) -> null);
      }
      case "addServlet" -> {
        endpoint = (Servlet) arguments[1];
        return fake(
            ServletRegistration.Dynamic.class,
            (name, values) -> name.equals("addMapping") ? Set.of() : null);
      }
      case "addListener" -> {
        if (arguments[0] instanceof ServletRequestListener listener) {
          listeners.add(listener);
        }
        return null;
      }
      case "setAttribute" -> {
        return attributes.put((String) requireNonNull(arguments[0]), requireNonNull(arguments[1]));
      }
      case "getAttribute" -> {
        return attributes.get((String) arguments[0]);
      }
      case "getFilterRegistrations", "getServletRegistrations" -> {
        return Map.of();
      }
      case "getFilterRegistration" -> {
        return null;
      }
      default -> throw new UnsupportedOperationException(method);
    }
  }

  private static <T> T fake(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                call.answer(method.getName(), arguments == null ? new Object[0] : arguments)));
  }

  /** Initializes a filter as one of this application. */
  <F extends Filter> F init(F filter) throws ServletException {
    filter.init(
        new FilterConfig() {
          @Override
          public String getFilterName() {
            return filter.getClass().getName();
          }

          @Override
          public ServletContext getServletContext() {
            return context;
          }

          @Override
          public @Nullable String getInitParameter(String name) {
            return null;
          }

          @Override
          public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
          }
        });
    return filter;
  }

  ServletContext context() {
    return context;
  }

  /** Returns the module's filters, in the order in which a container calls them. */
  Filter[] filters() {
    return filters.toArray(new Filter[0]);
  }

  /** Returns the module's listeners, which a container calls when a request is over. */
  ServletRequestListener[] listeners() {
    return listeners.toArray(new ServletRequestListener[0]);
  }

  /** Returns what the module's servlet answers. */
  String text() throws IOException, ServletException {
    Exchange exchange = new Exchange();
    endpoint().service(exchange.request(), exchange.response());
    return exchange.response().body().toString(UTF_8);
  }

  /** Returns the module's servlet. */
  Servlet endpoint() {
    return requireNonNull(endpoint);
  }
}
