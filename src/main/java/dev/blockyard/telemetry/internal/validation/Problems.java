package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with the annotations of a deployment: each once, sorted by code and place. */
final class Problems {
  private final Set<String> texts = new TreeSet<>();

  void add(String text) {
    texts.add(text);
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  /** Says all of them. */
  TelemetryException asException() {
    return new TelemetryException(Message.BYT0021, texts);
  }
}
