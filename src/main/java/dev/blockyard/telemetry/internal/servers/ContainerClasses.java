package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletRegistration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servlets and filters that a container itself registers. The servlets are mapped to {@code /},
 * for static files and for what nothing is mapped to; most are called {@code default}. Jetty 12.0
 * generates the name of the one that answers 404 where an application has none, which {@code
 * RequestTracesTest} holds.
 */
public final class ContainerClasses {
  private static final List<String> PACKAGES =
      List.of(
          "org.eclipse.jetty.",
          "io.undertow.",
          "org.apache.catalina.",
          "org.apache.tomcat.",
          "org.glassfish.",
          "com.ibm.ws.",
          "io.openliberty.");

  private ContainerClasses() {}

  /**
   * Returns whether the container registered a servlet, rather than the application.
   *
   * @param servlet a registration of the application
   * @return true for one of the container
   */
  public static boolean isOne(ServletRegistration servlet) {
    return "default".equals(servlet.getName()) || isOne(servlet.getClassName());
  }

  /**
   * Returns whether a class is the container's.
   *
   * @param type the class's name; null if it is not known
   * @return true if it is in a package of a container
   */
  public static boolean isOne(@Nullable String type) {
    return type != null && PACKAGES.stream().anyMatch(type::startsWith);
  }
}
