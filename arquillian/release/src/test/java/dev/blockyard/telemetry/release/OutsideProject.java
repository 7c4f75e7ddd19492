package dev.blockyard.telemetry.release;

import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.Page.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WAR whose POM and sources are what the README and the pages show. */
final class OutsideProject {
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:@\\w+\\s+)*(?:public )?class (\\w+)");

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>my</artifactId>
        <version>1</version>
        <packaging>war</packaging>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
          %s
          <dependency>
            <groupId>jakarta.enterprise</groupId>
            <artifactId>jakarta.enterprise.cdi-api</artifactId>
            <version>4.0.1</version>
            <scope>provided</scope>
          </dependency>
          %s
          <dependency>
            <groupId>org.junit.jupiter</groupId>
            <artifactId>junit-jupiter</artifactId>
            <version>5.14.4</version>
            <scope>test</scope>
          </dependency>
          <dependency>
            <groupId>org.assertj</groupId>
            <artifactId>assertj-core</artifactId>
            <version>3.27.7</version>
            <scope>test</scope>
          </dependency>
          <dependency>
            <groupId>org.jboss.weld</groupId>
            <artifactId>weld-junit5</artifactId>
            <version>4.0.5.Final</version>
            <scope>test</scope>
          </dependency>
          <dependency>
            <groupId>io.opentelemetry</groupId>
            <artifactId>opentelemetry-sdk-testing</artifactId>
            <version>1.48.0</version>
            <scope>test</scope>
          </dependency>
        </dependencies>
        <build>
          <finalName>my</finalName>
          <plugins>
            %s
          </plugins>
          <pluginManagement>
            <plugins>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.14.1</version>
              </plugin>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-surefire-plugin</artifactId>
                <version>3.5.4</version>
              </plugin>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-war-plugin</artifactId>
                <version>3.4.0</version>
                <configuration>
                  <failOnMissingWebXml>false</failOnMissingWebXml>
                </configuration>
              </plugin>
            </plugins>
          </pluginManagement>
        </build>
      </project>
      """;

  private final Path folder;
  private final Maven maven;

  private OutsideProject(Path folder, Maven maven) {
    this.folder = folder;
    this.maven = maven;
  }

  static OutsideProject in(Path folder, Released released) throws IOException {
    OutsideProject project = new OutsideProject(folder, released.maven());
    Page testing = Page.of("testing.md");
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("pom.xml"),
        POM.formatted(
                xml(Page.readme(), "<dependency>"),
                xml(testing, "<classifier>testing</classifier>"),
                xml(Page.of("annotations.md"), "<classifier>processor</classifier>"))
            .replace(Released.SOURCES, Released.VERSION));
    for (Snippet snippet : Page.readme().snippets("java")) {
      project.add("readme", snippet.text());
    }
    for (Snippet snippet : testing.snippets("java")) {
      project.add("tested", snippet.text());
    }
    return project;
  }

  /** The one block of XML that has this text. */
  private static String xml(Page page, String having) {
    List<String> found =
        page.snippets("xml").stream()
            .map(Snippet::text)
            .filter(text -> text.contains(having))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(page + " has " + having + " in " + found.size() + " blocks of XML");
    }
    return found.get(0);
  }

  /** Adds a class to a package; statements of an example are none. */
  void add(String name, String source) throws IOException {
    Matcher type = TYPE.matcher(source);
    if (type.find()) {
      boolean test = type.group(1).endsWith("Test");
      Path place =
          Files.createDirectories(
              folder.resolve(Path.of("src", test ? "test" : "main", "java", name)));
      Files.writeString(
          place.resolve(type.group(1) + ".java"), "package " + name + ";\n\n" + source);
    }
  }

  Maven.Build build(String... arguments) throws IOException, InterruptedException {
    return maven.run(folder, arguments);
  }

  Path war() {
    return folder.resolve(Path.of("target", "my.war"));
  }
}
