import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Compares the run of a test kit with the module with the control, the run without it, and fails
 * where a test passes in the control alone.
 */
final class SameResults {
  private SameResults() {}

  /** A folder of pairs of reports: {@code <run>/without} and {@code <run>/with}. */
  public static void main(String[] arguments) throws Exception {
    boolean same = true;
    for (Path run : files(Path.of(arguments[0]))) {
      SortedMap<String, Boolean> without = tests(run.resolve("without"));
      SortedMap<String, Boolean> with = tests(run.resolve("with"));
      same &= isSame(run.getFileName().toString(), without, with);
    }
    if (!same) {
      System.exit(1);
    }
  }

  private static boolean isSame(
      String run, SortedMap<String, Boolean> without, SortedMap<String, Boolean> with) {
    System.out.printf(
        "%s: %d of %d tests pass with the module, %d of %d without%n",
        run, passed(with), with.size(), passed(without), without.size());
    // A control in which nothing passes shows nothing.
    boolean same = passed(without) > 0;
    SortedSet<String> tests = new TreeSet<>(without.keySet());
    tests.addAll(with.keySet());
    for (String test : tests) {
      boolean passesWithout = without.getOrDefault(test, false);
      boolean passesWith = with.getOrDefault(test, false);
      if (!passesWithout || !passesWith) {
        System.out.printf(
            "  fails %s: %s%n",
            passesWithout ? "WITH THE MODULE ALONE" : passesWith ? "without it alone" : "in both",
            test);
      }
      same &= passesWith || !passesWithout;
    }
    return same;
  }

  private static long passed(SortedMap<String, Boolean> tests) {
    return tests.values().stream().filter(passed -> passed).count();
  }

  /** Each test of the reports, and whether it passed: not if it failed or was skipped even once. */
  private static SortedMap<String, Boolean> tests(Path reports)
      throws IOException, ParserConfigurationException, SAXException {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    SortedMap<String, Boolean> tests = new TreeMap<>();
    for (Path file : files(reports)) {
      if (file.getFileName().toString().matches("TEST-.*\\.xml")) {
        NodeList cases = parser.parse(file.toFile()).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
          Element test = (Element) cases.item(i);
          boolean passed =
              Stream.of("failure", "error", "skipped")
                  .allMatch(end -> test.getElementsByTagName(end).getLength() == 0);
          tests.merge(
              test.getAttribute("classname") + "." + test.getAttribute("name"),
              passed,
              Boolean::logicalAnd);
        }
      }
    }
    return tests;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
