package dev.blockyard.telemetry.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.Page.Snippet;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * The XML of the pages is well-formed, and names versions that the build or a server's test has.
 */
class XmlSnippetsTest {
  private static final Path BUILD = Path.of("src", "build", "pom.xml");
  private static final Path DOCUMENTED = Path.of("arquillian", "servers", "documented");
  private static final Path LIBERTY = Path.of("arquillian", "servers", "liberty", "src");

  /** The elements of all snippets. */
  private static List<Element> elements() {
    return Page.all().stream()
        .flatMap(page -> page.snippets("xml").stream())
        .flatMap(snippet -> elements(snippet).stream())
        .toList();
  }

  private static List<Element> elements(Snippet snippet) {
    return children(parse("<snippet>" + snippet.text() + "</snippet>"));
  }

  private static List<Element> elements(String name) {
    return elements().stream().filter(element -> element.getTagName().equals(name)).toList();
  }

  @Test
  void everyElementIsCheckedBelow() {
    assertThat(elements())
        .extracting(Element::getTagName)
        .isSubsetOf(
            "dependency",
            "featureManager",
            "jboss-deployment-structure",
            "listener",
            "plugin",
            "quickStartSecurity");
  }

  /** A user has the versions that the tests run with. */
  @Test
  void dependenciesHaveTheVersionsOfTheBuild() throws IOException {
    Map<String, String> versions = versions(parse(Files.readString(BUILD)));
    List<Element> dependencies = new ArrayList<>(elements("dependency"));
    elements("plugin").forEach(plugin -> dependencies.addAll(descendants(plugin, "path")));
    assertThat(dependencies)
        .isNotEmpty()
        .allSatisfy(
            dependency ->
                assertThat(versions)
                    .containsEntry(
                        child(dependency, "groupId") + ":" + child(dependency, "artifactId"),
                        child(dependency, "version")));
  }

  /** The WARs that tests deploy have what the pages tell users to add, and nothing else. */
  @Test
  void documentedDependenciesAreThoseOfDeployedWars() throws IOException {
    assertThat(coordinates(DOCUMENTED.resolve("wildfly")))
        .isEqualTo(documented("smallrye-metrics"));
    assertThat(coordinates(DOCUMENTED.resolve("container")))
        .isEqualTo(documented("weld-servlet-core", "smallrye-config"));
    assertThat(coordinates(DOCUMENTED.resolve("openwebbeans")))
        .isEqualTo(documented("openwebbeans-web", "smallrye-config"));
  }

  @Test
  void documentedListenerIsThatOfTheDeployedWar() throws IOException {
    Path descriptor = Path.of("src", "main", "webapp", "WEB-INF", "web.xml");
    assertThat(elements("listener"))
        .singleElement()
        .extracting(XmlSnippetsTest::listenerClass)
        .isEqualTo(
            listenerClass(
                parse(Files.readString(DOCUMENTED.resolve("openwebbeans").resolve(descriptor)))));
  }

  private static String listenerClass(Element element) {
    return descendants(element, "listener-class").get(0).getTextContent();
  }

  private static List<String> coordinates(Path project) throws IOException {
    Element pom = parse(Files.readString(project.resolve("pom.xml")));
    return descendants(pom, "dependency").stream().map(XmlSnippetsTest::coordinates).toList();
  }

  /** The dependency of the README, and those of the snippets that begin with an artifact. */
  private static List<String> documented(String... artifacts) {
    return Stream.concat(
            Page.readme().snippets("xml").stream(),
            Arrays.stream(artifacts).map(XmlSnippetsTest::snippetOfServers))
        .flatMap(snippet -> elements(snippet).stream())
        .map(XmlSnippetsTest::coordinates)
        .toList();
  }

  private static Snippet snippetOfServers(String artifact) {
    return Page.of("servers.md").snippets("xml").stream()
        .filter(
            snippet ->
                elements(snippet).get(0).getTagName().equals("dependency")
                    && child(elements(snippet).get(0), "artifactId").equals(artifact))
        .findFirst()
        .orElseThrow();
  }

  private static String coordinates(Element dependency) {
    return String.join(
        ":",
        child(dependency, "groupId"),
        child(dependency, "artifactId"),
        child(dependency, "version"));
  }

  /** The versions that the build manages, and the module's own. */
  private static Map<String, String> versions(Element pom) {
    Map<String, String> versions = new TreeMap<>();
    for (Element dependency : descendants(pom, "dependency")) {
      String version = child(dependency, "version");
      versions.put(
          child(dependency, "groupId") + ":" + child(dependency, "artifactId"),
          version.startsWith("${") ? property(pom, version) : version);
    }
    versions.put(child(pom, "groupId") + ":blockyard-telemetry", child(pom, "version"));
    return versions;
  }

  private static String property(Element pom, String reference) {
    return child(
        descendants(pom, "properties").get(0), reference.substring(2, reference.indexOf('}')));
  }

  /** A feature of a server is one that the tests start it with, or at least not another version. */
  @Test
  void featuresHaveTheVersionsOfTheTests() throws IOException {
    Map<String, String> tested = new TreeMap<>();
    try (Stream<Path> files = Files.walk(LIBERTY)) {
      for (Path server : files.filter(file -> file.endsWith("server.xml")).toList()) {
        for (Element feature : descendants(parse(Files.readString(server)), "feature")) {
          String[] nameAndVersion = feature.getTextContent().split("-", 2);
          tested.put(nameAndVersion[0], nameAndVersion[1]);
        }
      }
    }
    assertThat(elements("featureManager"))
        .isNotEmpty()
        .flatExtracting(manager -> descendants(manager, "feature"))
        .extracting(Element::getTextContent)
        .allSatisfy(
            feature -> {
              String[] nameAndVersion = feature.split("-", 2);
              assertThat(nameAndVersion[1])
                  .as(feature)
                  .isEqualTo(tested.getOrDefault(nameAndVersion[0], "1.0"));
            });
  }

  private static Element parse(String xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError(xml, e);
    }
  }

  private static List<Element> children(Element element) {
    return elements(element.getChildNodes());
  }

  private static List<Element> descendants(Element element, String name) {
    return elements(element.getElementsByTagName(name));
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }

  private static String child(Element element, String name) {
    return children(element).stream()
        .filter(child -> child.getTagName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + element.getTextContent()))
        .getTextContent();
  }
}
