package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletRegistration;
import java.util.List;

/**
 * The servlets that a container itself maps to {@code /}, for static files and for what nothing is
 * mapped to. Most are called {@code default}. Jetty 12.0 generates the name of the one that answers
 * 404 where an application has none, which {@code RequestTracesTest} holds.
 */
public final class ContainerServlets {
  private static final List<String> PACKAGES =
      List.of("org.eclipse.jetty.", "io.undertow.", "org.apache.catalina.", "com.ibm.ws.");

  private ContainerServlets() {}

  /**
   * Returns whether the container registered a servlet, rather than the application.
   *
   * @param servlet a registration of the application
   * @return true for one of the container
   */
  public static boolean isOne(ServletRegistration servlet) {
    String type = servlet.getClassName();
    return "default".equals(servlet.getName())
        || (type != null && PACKAGES.stream().anyMatch(type::startsWith));
  }
}
