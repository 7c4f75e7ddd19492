package dev.blockyard.telemetry.internal.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The page about messages has every code, where its level belongs and with its text. */
class MessagesPageTest {
  private static final Map<Message.Level, String> HEADINGS =
      Map.of(
          Message.Level.DEPLOYMENT_FAILURE, "Deployment failures",
          Message.Level.WARNING, "Warnings",
          Message.Level.INFO, "Logged at start",
          Message.Level.RESPONSE, "Responses to a reader",
          Message.Level.EXCEPTION, "Exceptions of `Tracing.start`",
          Message.Level.COMPILER_WARNING, "Warnings of the compiler");

  private final Page page = Page.of("messages.md");

  @Test
  void everyCodeStandsBelowTheHeadingOfItsLevel() {
    Map<String, String> documented = new TreeMap<>();
    String section = "";
    for (String heading : page.headings()) {
      if (heading.startsWith("BYT")) {
        documented.put(heading, section);
      } else {
        section = heading;
      }
    }
    Map<String, String> declared = new TreeMap<>();
    for (Message message : Message.values()) {
      declared.put(message.name(), String.valueOf(HEADINGS.get(message.level())));
    }
    assertThat(documented).isEqualTo(declared);
  }

  @Test
  void everyCodeIsThereOnceWithItsText() {
    assertThat(page.headings())
        .filteredOn(heading -> heading.startsWith("BYT"))
        .containsExactlyInAnyOrderElementsOf(names());
    for (Message message : Message.values()) {
      assertThat(page.section(message.name()).strip().lines())
          .as(message.name())
          .startsWith("> " + text(message), "")
          .hasSizeGreaterThan(2);
    }
  }

  private static List<String> names() {
    return Arrays.stream(Message.values()).map(Message::name).toList();
  }

  /** Numbers fit every place of a text, and no text has one of these itself. */
  private static String text(Message message) {
    return message
        .text(70001L, 70002L, 70003L, 70004L, 70005L)
        .replaceFirst("^BYT\\d{4}: ", "")
        .replaceAll("7000\\d", "…");
  }
}
