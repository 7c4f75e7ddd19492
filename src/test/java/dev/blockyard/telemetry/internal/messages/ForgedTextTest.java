package dev.blockyard.telemetry.internal.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text that comes from outside can add a line to the log or reorder one. */
class ForgedTextTest {
  private static final String FORGED = "oops\r\n2026-01-01 SEVERE BYT0016: forged\u001b[2K\u202e";

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\r', '\n', '\t', '\u0000', '\u001b', '\u007f', '\u0085', '\u009b', '\u2028', '\u2029',
        '\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066',
        '\u2067', '\u2068', '\u2069'
      })
  void controlCharactersAreEscapedInArguments(char control) {
    assertThat(Message.BYT0029.text("a" + control + "b"))
        .doesNotContain(String.valueOf(control))
        .contains("a\\u" + String.format("%04x", (int) control) + "b");
  }

  @Test
  void otherCharactersAreKept() {
    assertThat(Message.BYT0029.text("caf\u00e9 \uD83D\uDE80 \u05d0 $1 \\ \u200b"))
        .contains("caf\u00e9 \uD83D\uDE80 \u05d0 $1 \\ \u200b");
  }

  @Test
  void theTextOfALoggedExceptionCannotForgeALine() {
    Exception suppressed = new IllegalStateException(FORGED);
    Exception failure =
        new IllegalArgumentException(
            "outer", new IllegalStateException("middle", new Error(FORGED)));
    failure.addSuppressed(suppressed);
    String printed =
        printed(log(() -> new Warnings().once(Message.BYT0033, failure, "a span", failure)));

    assertThat(printed)
        .contains("java.lang.Error: oops\\u000d\\u000a2026", "IllegalStateException: middle")
        .contains("at " + ForgedTextTest.class.getName() + ".theTextOfALoggedException")
        .doesNotContain("\r", "\u001b", "\u202e");
    assertThat(printed.lines()).noneMatch(line -> line.startsWith("2026"));
  }

  @Test
  void theTextOfASuppressedExceptionCannotForgeALine() {
    Exception failure = new IllegalArgumentException("outer");
    failure.addSuppressed(new IllegalStateException(FORGED));
    String printed =
        printed(log(() -> new Warnings().once(Message.BYT0033, failure, "a span", "x")));

    assertThat(printed)
        .contains("Suppressed: java.lang.IllegalStateException: oops\\u000d\\u000a2026")
        .doesNotContain("\r", "\u001b", "\u202e");
  }

  @Test
  void anExceptionWithForgedTextKeepsItsOwnStackTrace() {
    Exception failure = new IllegalArgumentException(FORGED);
    failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "B.java", 1)});

    assertThat(printed(log(() -> new Warnings().once(Message.BYT0033, failure, "a span", "x"))))
        .contains("at a.B.c(B.java:1)")
        .doesNotContain(ForgedTextTest.class.getName());
  }

  @Test
  void everyPlaceholderHasItsValue() {
    assertThat(log(() -> new Warnings().once(Message.BYT0033, null, "a span", "no tracer")))
        .singleElement()
        .extracting(LogRecord::getMessage)
        .asString()
        .startsWith("BYT0033: a span was not traced (no tracer); ");
  }

  @Test
  void aCauseThatRefersToItselfIsLogged() {
    Exception one = new IllegalStateException(FORGED);
    Exception other = new IllegalStateException("other", one);
    one.initCause(other);
    List<LogRecord> records = log(() -> new Warnings().once(Message.BYT0033, one, "a span", "x"));

    assertThat(records).hasSize(1);
    assertThat(printed(records)).doesNotContain("\u001b");
  }

  @Test
  void anExceptionWithoutSuchTextIsLoggedAsItIs() {
    Exception failure = new IllegalArgumentException("plain", new IllegalStateException("cause"));
    assertThat(log(() -> new Warnings().once(Message.BYT0033, failure, "a span", "x")))
        .singleElement()
        .extracting(LogRecord::getThrown)
        .isSameAs(failure);
  }

  @Test
  void aCauseThatRefersToItselfWithoutSuchTextIsLoggedAsItIs() {
    Exception one = new IllegalStateException("one");
    one.initCause(new IllegalStateException("other", one));

    assertThat(log(() -> new Warnings().once(Message.BYT0033, one, "a span", "x")))
        .singleElement()
        .extracting(LogRecord::getThrown)
        .isSameAs(one);
  }

  @Test
  void theCauseOfADeploymentFailureCannotForgeALine() {
    TelemetryException failure =
        new TelemetryException(new IllegalStateException(FORGED), Message.BYT0015, "it failed");
    assertThat(stackTrace(failure)).doesNotContain("\r", "\u001b");
  }

  @Test
  void aDeploymentFailureIsLoggedOnceAsAnErrorWithItsWholeText() {
    TelemetryException failure = new TelemetryException(List.of("BYT0001: one", "BYT0001: two"));
    List<LogRecord> records =
        log(
            () -> {
              assertThat(failure.logged()).isSameAs(failure);
              assertThat(failure.logged()).isSameAs(failure);
            });

    assertThat(records)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getLevel()).isEqualTo(java.util.logging.Level.SEVERE);
              assertThat(record.getMessage()).isEqualTo("BYT0001: one\nBYT0001: two");
            });
  }

  private static List<LogRecord> log(Runnable action) {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("dev.blockyard.telemetry");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    return records;
  }

  private static String printed(List<LogRecord> records) {
    StringBuilder all = new StringBuilder();
    for (LogRecord record : records) {
      all.append(record.getMessage()).append('\n').append(stackTrace(record.getThrown()));
    }
    return all.toString();
  }

  private static String stackTrace(@Nullable Throwable thrown) {
    StringWriter text = new StringWriter();
    if (thrown != null) {
      thrown.printStackTrace(new PrintWriter(text));
    }
    return text.toString();
  }
}
