package dev.blockyard.telemetry.internal.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.servers.ContainerClasses;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The filters that may stand before the module's. It comes before all declared ones; but among
 * filters that code registers to come before those, containers keep the order of registration, and
 * the order of initializers is the container's.
 */
final class EarlierFilters {
  private EarlierFilters() {}

  /**
   * Warns of the filters that code has registered so far. The Servlet API does not tell whether
   * that code asked to come before the declared ones.
   *
   * @param counted the patterns of the module's filter
   */
  static void warn(ServletContext context, String... counted) {
    try {
      List<? extends FilterRegistration> candidates =
          context.getFilterRegistrations().values().stream()
              .filter(filter -> overlap(filter, counted))
              .filter(filter -> !ContainerClasses.isOne(filter.getClassName()))
              .filter(filter -> !isAnnotated(filter, context))
              .toList();
      if (candidates.isEmpty()) {
        return;
      }
      String descriptors = descriptors(context);
      Warnings warnings = new Warnings();
      for (FilterRegistration filter : candidates) {
        if (!isDeclared(filter, descriptors)) {
          warnings.once(Message.BYT0072, null, filter.getName(), filter.getClassName());
        }
      }
    } catch (IOException | RuntimeException e) {
      new Warnings().once(Message.BYT0005, e, "the order of filters", e);
    }
  }

  private static boolean overlap(FilterRegistration filter, String... counted) {
    return filter.getUrlPatternMappings().stream()
        .anyMatch(pattern -> Stream.of(counted).anyMatch(other -> overlap(pattern, other)));
  }

  private static boolean overlap(String one, String other) {
    if (one.startsWith("*.") || other.startsWith("*.")) {
      return true;
    }
    String folder = folder(one);
    String otherFolder = folder(other);
    return folder.startsWith(otherFolder) || otherFolder.startsWith(folder);
  }

  private static String folder(String pattern) {
    return pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 1) : pattern + "/";
  }

  private static boolean isAnnotated(FilterRegistration filter, ServletContext context) {
    WebFilter annotation = annotation(filter.getClassName(), loader(context));
    return annotation != null
        && List.of(annotation.filterName(), filter.getClassName()).contains(filter.getName());
  }

  /** Embedded servers may have set none. */
  private static ClassLoader loader(ServletContext context) {
    return Objects.requireNonNullElse(
        context.getClassLoader(), EarlierFilters.class.getClassLoader());
  }

  private static @Nullable WebFilter annotation(@Nullable String type, ClassLoader loader) {
    try {
      return type == null
          ? null
          : Class.forName(type, false, loader).getAnnotation(WebFilter.class);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static boolean isDeclared(FilterRegistration filter, String descriptors) {
    return Pattern.compile("filter-name>\\s*" + Pattern.quote(filter.getName()) + "\\s*</")
        .matcher(descriptors)
        .find();
  }

  private static String descriptors(ServletContext context) throws IOException {
    StringBuilder all = new StringBuilder();
    append(all, context.getResourceAsStream("/WEB-INF/web.xml"));
    for (URL fragment :
        Collections.list(loader(context).getResources("META-INF/web-fragment.xml"))) {
      URLConnection connection = fragment.openConnection();
      connection.setUseCaches(false); // the JDK would keep the jar open
      append(all, connection.getInputStream());
    }
    return all.toString();
  }

  private static void append(StringBuilder all, @Nullable InputStream descriptor)
      throws IOException {
    if (descriptor != null) {
      try (descriptor) {
        all.append(new String(descriptor.readAllBytes(), UTF_8));
      }
    }
  }
}
