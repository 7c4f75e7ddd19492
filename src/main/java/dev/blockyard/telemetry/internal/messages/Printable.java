package dev.blockyard.telemetry.internal.messages;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Escapes what could forge a line of a log or its order on a terminal: control characters (line
 * breaks and escape sequences), the two Unicode line separators, and bidirectional controls.
 */
final class Printable {
  private static final Pattern UNPRINTABLE =
      Pattern.compile(
          "[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}"
              + "\\x{61c}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

  private Printable() {}

  /** Replaces each such character by a backslash, a {@code u} and four hexadecimal digits. */
  static String text(String text) {
    return UNPRINTABLE
        .matcher(text)
        .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
  }

  /**
   * Returns a throwable whose printed stack trace has no such characters in its messages: the same
   * one, or a copy if a message in its chain has some.
   */
  static @Nullable Throwable cause(@Nullable Throwable cause) {
    Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
    return cause == null || isPrintable(cause, chain) ? cause : Copy.of(cause, 0);
  }

  private static boolean isPrintable(@Nullable Throwable cause, Set<Throwable> seen) {
    if (cause == null || !seen.add(cause)) {
      return true;
    }
    if (UNPRINTABLE.matcher(String.valueOf(cause)).find() || !isPrintable(cause.getCause(), seen)) {
      return false;
    }
    for (Throwable suppressed : cause.getSuppressed()) {
      if (!isPrintable(suppressed, seen)) {
        return false;
      }
    }
    return true;
  }

  /** Prints as another throwable does, with its text escaped. */
  private static final class Copy extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_DEPTH = 20;

    private final String text;

    private Copy(Throwable original, @Nullable Throwable cause) {
      super(Printable.text(String.valueOf(original.getMessage())), cause);
      this.text = Printable.text(String.valueOf(original));
      setStackTrace(original.getStackTrace());
    }

    /** Copies a chain, which ends at some depth because a chain may contain a cycle. */
    static Copy of(Throwable original, int depth) {
      Throwable cause = depth < MAX_DEPTH ? original.getCause() : null;
      Copy copy = new Copy(original, cause == null ? null : of(cause, depth + 1));
      if (depth < MAX_DEPTH) {
        for (Throwable suppressed : original.getSuppressed()) {
          copy.addSuppressed(of(suppressed, MAX_DEPTH));
        }
      }
      return copy;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the first line of a stack trace, as it was
    public String toString() {
      return text;
    }
  }
}
