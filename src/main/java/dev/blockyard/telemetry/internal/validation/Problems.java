package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.Set;
import java.util.TreeSet;

/** The problems of a deployment's annotations, without duplicates, sorted by code and place. */
final class Problems {
  private final Set<String> texts = new TreeSet<>();

  void add(String text) {
    texts.add(text);
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  /** Returns the exception that lists all of them. */
  TelemetryException asException() {
    return new TelemetryException(Message.BYT0021, texts);
  }
}
