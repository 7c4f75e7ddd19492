package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.internal.messages.Message;
import java.util.Set;

/** What the servlet container and the WebSocket container create and call themselves. */
public final class ContainerCalled {
  private static final Set<String> TYPES =
      Set.of(
          "jakarta.servlet.Servlet",
          "jakarta.servlet.GenericServlet",
          "jakarta.servlet.http.HttpServlet",
          "jakarta.servlet.Filter",
          "jakarta.servlet.GenericFilter",
          "jakarta.servlet.http.HttpFilter",
          "jakarta.servlet.ServletContextListener",
          "jakarta.servlet.ServletContextAttributeListener",
          "jakarta.servlet.ServletRequestListener",
          "jakarta.servlet.ServletRequestAttributeListener",
          "jakarta.servlet.http.HttpSessionListener",
          "jakarta.servlet.http.HttpSessionAttributeListener",
          "jakarta.servlet.http.HttpSessionIdListener");

  private static final Set<String> WEB_SOCKET_EVENTS =
      Set.of(
          "jakarta.websocket.OnOpen",
          "jakarta.websocket.OnMessage",
          "jakarta.websocket.OnClose",
          "jakarta.websocket.OnError");

  private ContainerCalled() {}

  /**
   * Returns whether the WebSocket container calls a method because of an annotation.
   *
   * @param annotationName name of the annotation's type
   */
  public static boolean byWebSocketFor(String annotationName) {
    return WEB_SOCKET_EVENTS.contains(annotationName);
  }

  /** Whether the WebSocket container calls the methods that a type declares. */
  static boolean isWebSocketEndpoint(String typeName) {
    return typeName.equals("jakarta.websocket.Endpoint");
  }

  /**
   * Returns what is wrong with a method that the WebSocket container calls.
   *
   * @param place the method
   * @param bindings what is on it
   */
  public static String webSocketMethod(String place, String bindings) {
    return Message.BYT0054.text(place, bindings);
  }

  /**
   * Returns whether the servlet container calls the methods that a type declares.
   *
   * @param typeName name of the type
   */
  public static boolean by(String typeName) {
    return TYPES.contains(typeName);
  }

  /**
   * Returns what is wrong with a class that the servlet container makes.
   *
   * @param name the class
   * @param bindings what is on it
   */
  public static String ofClass(String name, String bindings) {
    return Message.BYT0023.text(name, "is made", bindings);
  }

  /**
   * Returns what is wrong with a method that the servlet container calls.
   *
   * @param place the method
   * @param bindings what is on it
   */
  public static String ofMethod(String place, String bindings) {
    return Message.BYT0023.text(place, "is called", bindings);
  }
}
