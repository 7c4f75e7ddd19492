package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.internal.messages.Message;

/**
 * Something wrong with an annotation.
 *
 * @param message the rule that is broken
 * @param place the declaration to correct
 * @param text the message, with the name of the place and what to do
 */
public record Problem(Message message, Annotated place, String text) {

  static Problem at(Annotated place, Message message, Object... arguments) {
    return new Problem(message, place, message.text(arguments));
  }
}
