package dev.blockyard.telemetry.internal.messages;

import java.util.Collection;

/** Ends a deployment that cannot work, with a coded message. */
public final class TelemetryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which
   * @param arguments what its text names
   */
  public TelemetryException(Message message, Object... arguments) {
    super(message.text(arguments));
  }

  /**
   * Makes an exception that reports several problems together.
   *
   * @param heading says how many
   * @param problems a message each
   */
  public TelemetryException(Message heading, Collection<String> problems) {
    super(heading.text(problems.size()) + "\n  " + String.join("\n  ", problems));
  }

  /**
   * Makes an exception that another one led to.
   *
   * @param cause the other one
   * @param message which
   * @param arguments what its text names
   */
  public TelemetryException(Throwable cause, Message message, Object... arguments) {
    super(message.text(arguments), cause);
  }
}
