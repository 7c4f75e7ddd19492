import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** Prints which test classes the build has run, of all its modules, and how they ended. */
final class TestCounts {
  private TestCounts() {}

  private record Suite(String name, int passed, int failed, int skipped) {}

  public static void main(String[] arguments) throws IOException {
    List<Suite> suites;
    Path project = Path.of(arguments[0]);
    try (Stream<Path> files = Files.walk(project)) {
      suites =
          files
              .filter(file -> isOwn(project.relativize(file)))
              .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
              .filter(file -> file.getParent().getFileName().toString().endsWith("-reports"))
              .sorted()
              .map(TestCounts::read)
              .toList();
    }
    for (Suite suite : suites) {
      System.out.printf(
          "%5d passed, %d failed, %d skipped  %s%n",
          suite.passed, suite.failed, suite.skipped, suite.name);
    }
    System.out.printf(
        "%d passed, %d failed, %d skipped%n",
        suites.stream().mapToInt(Suite::passed).sum(),
        suites.stream().mapToInt(Suite::failed).sum(),
        suites.stream().mapToInt(Suite::skipped).sum());
  }

  /** A project that a test builds is inside of a module's target, and has one of its own. */
  private static boolean isOwn(Path file) {
    return StreamSupport.stream(file.spliterator(), false)
            .filter(folder -> folder.toString().equals("target"))
            .count()
        < 2;
  }

  /** The counts of the suite itself are 0 where its tests are in nested classes. */
  private static Suite read(Path report) {
    try {
      Element suite =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getDocumentElement();
      int failed = casesWith(suite, "error") + casesWith(suite, "failure");
      int skipped = casesWith(suite, "skipped");
      int all = suite.getElementsByTagName("testcase").getLength();
      return new Suite(suite.getAttribute("name"), all - failed - skipped, failed, skipped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
      throw new IllegalStateException("no test report: " + report, e);
    }
  }

  private static int casesWith(Element suite, String outcome) {
    return suite.getElementsByTagName(outcome).getLength();
  }
}
