package dev.blockyard.telemetry.internal.messages;

import java.lang.System.Logger.Level;
import java.util.Collection;

/** Fails a deployment or a call of the API, with a coded message. */
public final class TelemetryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private boolean logged;

  /**
   * Creates an exception.
   *
   * @param message its text
   * @param arguments the values for the placeholders of the text
   */
  public TelemetryException(Message message, Object... arguments) {
    super(message.text(arguments));
  }

  /**
   * Creates an exception that reports several problems, each with its own code.
   *
   * @param problems texts of messages, one for each line
   */
  public TelemetryException(Collection<String> problems) {
    super(String.join("\n", problems));
  }

  /**
   * Creates an exception that reports several problems under a heading.
   *
   * @param heading its placeholder is the number of problems
   * @param problems texts of messages, one for each line
   */
  public TelemetryException(Message heading, Collection<String> problems) {
    super(heading.text(problems.size()) + "\n  " + String.join("\n  ", problems));
  }

  /**
   * Creates an exception with a cause.
   *
   * @param cause logged with the exception by the container
   * @param message its text
   * @param arguments the values for the placeholders of the text
   */
  public TelemetryException(Throwable cause, Message message, Object... arguments) {
    super(message.text(arguments), Printable.cause(cause));
  }

  /**
   * Logs a deployment failure as an error with its whole text: not every container shows what its
   * deployment failed on (Open Liberty hides what an initializer throws). To be used where the
   * module hands the exception to the container: {@code throw failure.logged()}.
   *
   * @return this exception, to be thrown
   */
  public TelemetryException logged() {
    if (!logged) {
      logged = true;
      Warnings.LOG.log(Level.ERROR, getMessage());
    }
    return this;
  }
}
