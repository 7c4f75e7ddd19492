package dev.blockyard.telemetry.internal.servers;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognizes the exceptions with which a container reports that the client closed the connection.
 *
 * <p>They have no common type, and an application that calls a worker gets exceptions of the same
 * types. What tells them apart is where they were created: in the container, below a stream of the
 * request or response, and not below a class of the application. Held by {@code
 * ClientDisconnectTest} (Jetty 12.0, Undertow 2.3) and by {@code RequestsIT} on Open Liberty and
 * WildFly.
 */
public final class ClientDisconnect {
  private static final int MAX_CAUSES = 20;

  private static final Pattern PLATFORM = Pattern.compile("(java|javax|jdk|sun|jakarta)\\..*");

  /** Containers, without the HTTP clients that come from the same projects. */
  private static final Pattern CONTAINER =
      Pattern.compile(
          "(org\\.eclipse\\.jetty\\.(?!client\\.)|io\\.undertow\\.(?!client\\.)|org\\.xnio\\."
              + "|org\\.apache\\.(catalina|coyote|tomcat)\\.|org\\.glassfish\\.grizzly\\."
              + "|com\\.ibm\\.(ws|wsspi|io)\\.|io\\.openliberty\\.).*");

  private static final Pattern STREAM =
      Pattern.compile(
          ".*\\.\\w*(InputStream|OutputStream|HttpInput|HttpOutput|InputBuffer|OutputBuffer|Writer"
              + "|ContentProducer)\\w*(\\$.*)?");

  /** Messages of the containers and of the JDK, on Linux, macOS and Windows. */
  private static final Pattern GONE =
      Pattern.compile(
          ".*(broken pipe|connection (was )?(reset|abort|closed)|reset by peer|forcibly closed"
              + "|remote peer closed|early eof|client abort|cancel_stream|stream_closed|rst_stream"
              + "|reset stream|\\beof\\b|stream reset).*");

  private ClientDisconnect() {}

  /**
   * Returns whether an exception, or one of its causes, means that the client has gone.
   *
   * @param thrown what an application threw, or what an asynchronous listener was told
   * @return false in doubt: it is then a failure of the application
   */
  public static boolean isCauseOf(Throwable thrown) {
    try {
      return isInCauses(thrown);
    } catch (Throwable t) {
      return false; // an exception of the application that fails to say its message or cause
    }
  }

  private static boolean isInCauses(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (meansGone(cause) && isOfContainer(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean meansGone(Throwable thrown) {
    if (thrown instanceof ClosedChannelException) {
      return true;
    }
    String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    boolean gone = GONE.matcher(message).matches();
    return thrown instanceof EOFException
        ? gone || thrown.getMessage() == null
        : gone && (thrown instanceof IOException || CONTAINER.matcher(nameOf(thrown)).matches());
  }

  /** The innermost frames come first. */
  private static boolean isOfContainer(Throwable thrown) {
    boolean inContainer = CONTAINER.matcher(nameOf(thrown)).matches();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String type = frame.getClassName();
      if (CONTAINER.matcher(type).matches()) {
        inContainer = true;
        if (STREAM.matcher(type).matches()) {
          return true;
        }
      } else if (!PLATFORM.matcher(type).matches()) {
        return false;
      }
    }
    return inContainer; // created on a thread of the container's own
  }

  private static String nameOf(Throwable thrown) {
    return thrown.getClass().getName();
  }
}
