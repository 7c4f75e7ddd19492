package dev.blockyard.telemetry.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the module logs while this is open. */
public final class Log implements AutoCloseable {
  private static final Logger MODULE = Logger.getLogger("dev.blockyard.telemetry");

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> announced = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          boolean warning = record.getLevel().intValue() >= Level.WARNING.intValue();
          (warning ? messages : announced).add(record.getMessage());
          if (record.getLevel().equals(Level.SEVERE)) {
            errors.add(record.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private Log() {}

  /** Starts to listen, and keeps expected warnings off the console. */
  public static Log open() {
    Log log = new Log();
    MODULE.addHandler(log.handler);
    MODULE.setUseParentHandlers(false);
    return log;
  }

  /** What was said that is no warning. */
  public List<String> announced() {
    return announced;
  }

  /** The errors so far, which are among the {@link #messages()}, too. */
  public List<String> errors() {
    return errors;
  }

  /** The warnings so far. */
  public List<String> messages() {
    return messages;
  }

  /** The warnings that begin with a code. */
  public List<String> messages(String code) {
    return messages.stream().filter(message -> message.startsWith(code + ":")).toList();
  }

  @Override
  public void close() {
    MODULE.removeHandler(handler);
    MODULE.setUseParentHandlers(true);
  }
}
