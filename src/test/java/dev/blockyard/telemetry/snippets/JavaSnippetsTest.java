package dev.blockyard.telemetry.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.Page.Snippet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java of the pages compiles without a warning, with the class path of the tests. A snippet is
 * either a source file without its package, or a fragment: imports, and statements that become the
 * body of a method.
 */
class JavaSnippetsTest {
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public |abstract |final )*(?:class|enum|interface|record) (\\w+)");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*\n");

  /** The variables that a fragment may use, each with its type: parameters of its method. */
  private static final Map<String, String> GIVEN =
      new TreeMap<>(
          Map.of(
              "app", "String",
              "clientHeaders", "java.util.Map<String, java.util.List<String>>",
              "http", "java.net.http.HttpClient",
              "meter", "io.opentelemetry.api.metrics.Meter",
              "metricRegistry", "org.eclipse.microprofile.metrics.MetricRegistry",
              "processBuilder", "ProcessBuilder",
              "prometheusRegistry", "io.prometheus.metrics.model.registry.PrometheusRegistry",
              "request", "jakarta.servlet.http.HttpServletRequest",
              "requestBuilder", "java.net.http.HttpRequest.Builder",
              "webSocketBuilder", "java.net.http.WebSocket.Builder"));

  static {
    GIVEN.put("task", "Runnable");
    GIVEN.put("userEnv", "java.util.Map<String, String>");
    GIVEN.put("workerId", "String");
  }

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  private final Path classes;

  JavaSnippetsTest(@TempDir Path classes) {
    this.classes = classes;
  }

  static List<Page> pages() {
    return Page.all().stream().filter(page -> !page.snippets("java").isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void snippetsOfAPageCompileTogether(Page page) throws IOException {
    assertThat(compile(page.snippets("java"))).isEmpty();
  }

  /** A test of the test. */
  @Test
  void mistakesAreFound() throws IOException {
    assertThat(compile(List.of(new Snippet("a:1", "java", "class A {\n  B b;\n}\n"))))
        .singleElement()
        .asString()
        .startsWith("a:1, line 2: cannot find symbol");
    assertThat(compile(List.of(new Snippet("b:9", "java", "java.util.List all = null;\n"))))
        .singleElement()
        .asString()
        .startsWith("b:9, line 1: found raw type");
  }

  private List<String> compile(List<Snippet> snippets) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    boolean compiled;
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, UTF_8)) {
      List<Source> sources = new ArrayList<>();
      for (Snippet snippet : snippets) {
        sources.add(Source.of(snippet, sources.size()));
      }
      List<String> options =
          List.of(
              "-Xlint:all,-processing,-classfile,-try",
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      compiled = compiler.getTask(null, files, found, options, null, sources).call();
    }
    List<String> problems =
        found.getDiagnostics().stream()
            .filter(problem -> problem.getSource() != null) // else about the class path
            .map(JavaSnippetsTest::text)
            .toList();
    assertThat(compiled || !problems.isEmpty()).as("%s", found.getDiagnostics()).isTrue();
    return problems;
  }

  private static String text(Diagnostic<? extends JavaFileObject> problem) {
    return problem.getSource() instanceof Source source
        ? "%s, line %d: %s"
            .formatted(
                source.snippet,
                problem.getLineNumber() - source.linesAdded,
                problem.getMessage(Locale.ROOT))
        : problem.toString();
  }

  /** A snippet as the compiler gets it. */
  private static final class Source extends SimpleJavaFileObject {
    private final Snippet snippet;
    private final String text;
    private final long linesAdded;

    private Source(String type, Snippet snippet, String text, long linesAdded) {
      super(URI.create("string:///" + type + ".java"), Kind.SOURCE);
      this.snippet = snippet;
      this.text = text;
      this.linesAdded = linesAdded;
    }

    static Source of(Snippet snippet, int number) {
      Matcher type = TYPE.matcher(snippet.text());
      if (type.find()) {
        return new Source(type.group(1), snippet, snippet.text(), 0);
      }
      String imports =
          IMPORT
              .matcher(snippet.text())
              .results()
              .map(MatchResult::group)
              .collect(Collectors.joining());
      String parameters =
          GIVEN.entrySet().stream()
              .map(given -> given.getValue() + " " + given.getKey())
              .collect(Collectors.joining(", "));
      String name = "Fragment" + number;
      String start = "class %s { void run(%s) throws Exception {\n".formatted(name, parameters);
      String statements = snippet.text().substring(imports.length());
      return new Source(name, snippet, imports + start + statements + "}}\n", 1);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
