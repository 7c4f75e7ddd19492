package dev.blockyard.telemetry.internal.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about messages has every code, where its level belongs and with its text. */
class MessagesPageTest {
  private static final String FAILURES = "Deployment failures";
  private static final String THROWN = "Exceptions of `Tracing.start`";

  /** How the sources say a message, and below which heading it stands therefore. */
  private static final Map<Pattern, String> LEVELS =
      Map.of(
          Pattern.compile("new TelemetryException\\(\\s*(?:\\w+,\\s*)?Message\\.(BYT\\d{4})"),
          FAILURES,
          Pattern.compile("return Message\\.(BYT\\d{4})\\.text|\\? Message\\.(BYT\\d{4})\\.text"),
          FAILURES, // one of several, which fail it together
          Pattern.compile("->\\s*Message\\.(BYT\\d{4})\\.text"),
          FAILURES,
          Pattern.compile("\\.once\\(\\s*Message\\.(BYT\\d{4})"),
          "Warnings",
          Pattern.compile("Level\\.INFO,\\s*Message\\.(BYT\\d{4})"),
          "Said at start",
          Pattern.compile("println\\(Message\\.(BYT\\d{4})"),
          "Answers to a reader");

  private final Page page = Page.of("messages.md");

  @Test
  void everyCodeStandsBelowTheHeadingOfItsLevel() throws IOException {
    Map<String, Set<String>> levels = new TreeMap<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        boolean tracing = source.endsWith("Tracing.java");
        String text = Files.readString(source);
        LEVELS.forEach(
            (pattern, level) ->
                pattern
                    .matcher(text)
                    .results()
                    .forEach(
                        found ->
                            levels
                                .computeIfAbsent(
                                    found.group(1) == null ? found.group(2) : found.group(1),
                                    code -> new TreeSet<>())
                                .add(tracing ? THROWN : level)));
      }
    }
    Map<String, Set<String>> said = new TreeMap<>();
    String level = "";
    for (String heading : page.headings()) {
      if (heading.startsWith("BYT")) {
        said.computeIfAbsent(heading, code -> new TreeSet<>()).add(level);
      } else {
        level = heading;
      }
    }
    assertThat(said).isEqualTo(levels);
  }

  @Test
  void everyCodeIsThereOnceWithItsText() {
    assertThat(page.headings())
        .filteredOn(heading -> heading.startsWith("BYT"))
        .containsExactlyInAnyOrderElementsOf(names());
    assertThat(page.text())
        .contains(
            "`" + names().get(0) + "` to `" + names().get(names().size() - 1) + "`",
            ": " + names().size() + " codes");
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
