package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Parses the values of keys, and collects those that cannot be used. */
final class KeyValues {
  private final Function<String, Optional<String>> source;

  /** Messages by the name of their key. */
  private final Map<String, String> problems = new LinkedHashMap<>();

  KeyValues(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** Returns the parsed value; the default if the key is not set or its value cannot be used. */
  <T> T get(Key<T> key) {
    Optional<String> value;
    try {
      value = source.apply(key.name());
    } catch (RuntimeException e) { // an expression in the value that has no value itself
      problems.put(key.name(), Message.BYT0063.text(key.name(), key.allowed()));
      return key.parsedDefault();
    }
    if (value.isEmpty()) {
      return key.parsedDefault();
    }
    return key.parser()
        .apply(value.get())
        .orElseGet(
            () -> {
              String shown = key.shown().apply(value.get());
              problems.put(key.name(), Message.BYT0001.text(key.name(), shown, key.allowed()));
              return key.parsedDefault();
            });
  }

  boolean isUnusable(Key<?> key) {
    return problems.containsKey(key.name());
  }

  void addProblem(Key<?> key, String message) {
    problems.put(key.name(), message);
  }

  /**
   * Reports every problem at once.
   *
   * @throws TelemetryException if there is one
   */
  void check() {
    if (!problems.isEmpty()) {
      throw new TelemetryException(problems.values());
    }
  }
}
