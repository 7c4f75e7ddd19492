package dev.blockyard.telemetry.internal.messages;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says each thing once: telemetry that fails on every call must not fill the log. Subjects are
 * names from the code, never from a request, so that what is remembered stays small.
 *
 * <p>Thread-safe. Saying something never throws.
 */
public final class Warnings {
  private static final Logger LOG = System.getLogger("dev.blockyard.telemetry");

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * Logs a warning, unless the same was said about the same subject.
   *
   * @param message what to say
   * @param cause the exception to log with it, if there is one
   * @param subject what it is about; the text's first argument
   * @param more the text's further arguments
   */
  public void once(
      Message message, @Nullable Throwable cause, String subject, @Nullable Object... more) {
    if (!said.add(message.name() + ' ' + subject)) {
      return;
    }
    try {
      Object[] arguments = new Object[more.length + 1];
      arguments[0] = subject;
      System.arraycopy(more, 0, arguments, 1, more.length);
      LOG.log(Level.WARNING, message.text(arguments), cause);
    } catch (Throwable e) {
      // nobody is left to tell
    }
  }
}
