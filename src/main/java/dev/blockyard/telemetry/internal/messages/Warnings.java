package dev.blockyard.telemetry.internal.messages;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs each warning once per subject: telemetry that fails on every call must not fill the log.
 * Subjects are names from the code, never from a request, so memory stays bounded.
 *
 * <p>Thread-safe. Logging never throws.
 */
public final class Warnings {
  static final Logger LOG = System.getLogger("dev.blockyard.telemetry");

  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /**
   * Logs a warning, unless the same was logged about the same subject.
   *
   * @param message the warning
   * @param cause logged with it; null for none
   * @param subject the value for the text's first placeholder
   * @param more the values for its other placeholders
   */
  public void once(
      Message message, @Nullable Throwable cause, String subject, @Nullable Object... more) {
    if (!logged.add(message.name() + ' ' + subject)) {
      return;
    }
    try {
      Object[] arguments = new Object[more.length + 1];
      arguments[0] = subject;
      System.arraycopy(more, 0, arguments, 1, more.length);
      LOG.log(Level.WARNING, message.text(arguments), Printable.cause(cause));
    } catch (Throwable e) {
      // there is no other place to report it
    }
  }
}
