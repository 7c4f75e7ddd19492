package dev.blockyard.telemetry.internal.processor;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;

/**
 * A source with comments such as {@code // BYT0022}, or {@code // BYT0073 warning}, on the lines
 * that the compiler has to mark.
 *
 * @param text the classes, without package and imports
 */
record MarkedSource(String text) {
  private static final Pattern MARK = Pattern.compile("// (BYT\\d{4})( warning)?");

  private static final String IMPORTS =
      Stream.of(
              "dev.blockyard.telemetry.*",
              "jakarta.enterprise.context.*",
              "jakarta.enterprise.inject.*",
              "jakarta.inject.*",
              "java.util.*",
              "java.util.concurrent.*")
          .map(one -> "import " + one + "; ")
          .reduce("package example; ", String::concat);

  /** Returns the code of each line that has a mark. */
  Map<Long, String> marks() {
    Map<Long, String> marks = new TreeMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = MARK.matcher(lines.get(i));
      if (mark.find()) {
        String kind = mark.group(2) == null ? "ERROR" : "WARNING";
        marks.put((long) i + 1, mark.group(1) + " " + kind);
      }
    }
    return marks;
  }

  /** Returns the code that the compiler reports for each line. */
  Map<Long, String> reports(String... options) {
    return reports(compile(options).diagnostics());
  }

  Compilation compile(String... options) {
    return javac()
        .withOptions((Object[]) options)
        .withProcessors(new MisuseProcessor())
        .compile(JavaFileObjects.forSourceString("example.Source", IMPORTS + text));
  }

  Compilation compileWith(Processor other) {
    return javac()
        .withProcessors(other, new MisuseProcessor())
        .compile(JavaFileObjects.forSourceString("example.Source", IMPORTS + text));
  }

  static Map<Long, String> reports(List<? extends Diagnostic<?>> diagnostics) {
    Map<Long, String> reports = new TreeMap<>();
    for (Diagnostic<?> one : diagnostics) {
      String code = one.getMessage(null).replaceFirst("(?s)^(BYT\\d{4}): .*", "$1");
      String other = reports.put(one.getLineNumber(), code + " " + one.getKind());
      if (other != null) {
        throw new AssertionError("twice on one line: " + diagnostics);
      }
    }
    return reports;
  }
}
