package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Tomcat's {@code RemoteIpValve} and {@code RemoteIpFilter} (10.1, 11.0) take the client's address
 * from {@code X-Forwarded-For}, which they then remove. What stays is an attribute. They set it on
 * each request from an address that they trust, with such a header or without.
 */
public final class TomcatForwarding {
  private static final String ATTRIBUTE = "org.apache.tomcat.request.forwarded";

  private TomcatForwarding() {}

  /**
   * Returns whether the address of a request may come from a header that is gone.
   *
   * @param request any request
   * @return false on other servers
   */
  public static boolean mayHaveBeenHidden(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }
}
