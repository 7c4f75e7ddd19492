package dev.blockyard.telemetry.containers;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects that a container would make, without one. */
public final class StandIn {
  private StandIn() {}

  /** Makes an object whose methods answer as given, by their names, and all others null. */
  public static <T> T of(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            StandIn.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }

  /** Makes a request with headers, and with a usual answer to what is not given. */
  public static HttpServletRequest request(
      Map<String, List<String>> headers, Map<String, Object> answers) {
    Map<String, List<String>> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ignoringCase.putAll(headers);
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "getMethod", "GET",
                "getRequestURI", "/shop/app/x",
                "getContextPath", "/shop",
                "getScheme", "http",
                "getServerName", "inside",
                "getServerPort", 8080,
                "getRemoteAddr", "10.0.0.1",
                "getRemotePort", 5000,
                "getProtocol", "HTTP/2.0"));
    all.putAll(answers);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            StandIn.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getHeader" ->
                      ignoringCase.getOrDefault(arguments[0], List.of()).stream()
                          .findFirst()
                          .orElse(null);
                  case "getHeaders" ->
                      Collections.enumeration(ignoringCase.getOrDefault(arguments[0], List.of()));
                  case "getHeaderNames" -> Collections.enumeration(ignoringCase.keySet());
                  default -> all.get(method.getName());
                });
  }
}
