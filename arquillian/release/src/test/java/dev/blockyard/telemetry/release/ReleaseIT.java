package dev.blockyard.telemetry.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Programs;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A release is complete, and somebody who reads the README can use it. */
class ReleaseIT {
  private static final Path WORK = Path.of(System.getProperty("work.folder", ""));
  private static final Path WILDFLY = Path.of(System.getProperty("wildfly.home", ""));

  /** Bytes 5 to 8: the minor version, which is 0, and the major one. */
  private static final int CLASS_FILES_OF_JAVA_17 = 61;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Released released;

  @BeforeAll
  static void release() throws Exception {
    if (Files.exists(WORK)) {
      try (Stream<Path> before = Files.walk(WORK)) {
        before.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    released = Released.into(WORK);
  }

  @Test
  void releaseHasEverythingThatMavenCentralAsksFor() throws IOException {
    String name = "blockyard-telemetry-" + Released.VERSION;

    assertThat(released.files())
        .containsExactly(
            name + "-cyclonedx.json",
            name + "-javadoc.jar",
            name + "-processor.jar",
            name + "-sources.jar",
            name + "-testing-sources.jar",
            name + "-testing.jar",
            name + ".jar",
            name + ".pom");
    for (String file : released.files()) {
      assertThat(released.folder().resolve(file + ".md5")).exists();
      assertThat(released.folder().resolve(file + ".sha1")).exists();
    }
    assertThat(Files.readString(released.folder().resolve(name + ".pom")))
        .contains(
            "<name>", "<description>", "<url>", "<licenses>", "<developers>", "<scm>", "<version>")
        .doesNotContain("<parent>", "SNAPSHOT", "${");
  }

  @Test
  void jarNamesItsModuleAndItsClassesAreThoseOfJava17() throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo("dev.blockyard.telemetry");
      List<JarEntry> classes =
          jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
      assertThat(classes).hasSizeGreaterThan(100);
      for (JarEntry each : classes) {
        try (DataInputStream bytes = new DataInputStream(jar.getInputStream(each))) {
          assertThat(bytes.readInt()).as(each.getName()).isEqualTo(0xCAFEBABE);
          assertThat(bytes.readInt()).as(each.getName()).isEqualTo(CLASS_FILES_OF_JAVA_17);
        }
      }
    }
  }

  private static Path jar() {
    return released.folder().resolve("blockyard-telemetry-" + Released.VERSION + ".jar");
  }

  @Test
  void projectOutsideOfThisRepositoryIsTestedAndRunsOnWildFly() throws Exception {
    OutsideProject project = OutsideProject.in(WORK.resolve("outside"), released);

    Maven.Build build = project.build("package");
    assertThat(build.exit()).as(build.output()).isZero();
    assertThat(build.output()).contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(libraries(project.war()))
        .containsExactly(
            "blockyard-telemetry",
            "prometheus-metrics-config",
            "prometheus-metrics-core",
            "prometheus-metrics-exposition-textformats",
            "prometheus-metrics-model",
            "prometheus-metrics-tracer-common",
            "prometheus-metrics-tracer-initializer",
            "prometheus-metrics-tracer-otel",
            "prometheus-metrics-tracer-otel-agent");

    Files.copy(
        project.war(),
        WILDFLY.resolve(Path.of("standalone", "deployments", "my.war")),
        StandardCopyOption.REPLACE_EXISTING);
    Process server = startWildFly();
    try {
      Await.until(() -> assertThat(get("/my/metrics").statusCode()).isEqualTo(200));
      assertThat(get("/my/app/anything").statusCode()).isEqualTo(404);
      // WildFly answers a sent error before it ends the request.
      Await.until(
          () ->
              assertThat(get("/my/metrics").body())
                  .contains(
                      "# TYPE blockyard_proxy_requests_total counter",
                      "blockyard_proxy_requests_total{app=\"unknown\",status=\"4xx\"} 1.0"));
    } finally {
      Programs.end(server);
    }
  }

  /** What Maven has put into a WAR, without versions. */
  private static List<String> libraries(Path war) throws IOException {
    try (ZipFile files = new ZipFile(war.toFile())) {
      return files.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.matches("WEB-INF/lib/.+"))
          .map(name -> name.replaceAll("WEB-INF/lib/|-\\d.*", ""))
          .sorted()
          .toList();
    }
  }

  @Test
  void compilerMarksAnAnnotationThatCouldNeverRecord() throws Exception {
    OutsideProject project = OutsideProject.in(WORK.resolve("mistaken"), released);
    project.add(
        "mistaken",
        """
        import dev.blockyard.telemetry.CountedWorkerSpawn;
        import jakarta.enterprise.context.ApplicationScoped;

        @ApplicationScoped
        public class Mistaken {
          @CountedWorkerSpawn
          private void spawn() {}
        }
        """);

    Maven.Build build = project.build("compile");

    assertThat(build.exit()).isNotZero();
    assertThat(build.output().lines())
        .anyMatch(line -> line.matches("\\[ERROR] .*Mistaken.java:\\[9,16] BYT0022: .*"));
  }

  @Test
  void nextVersionMayAddToThePublicApiButNotTakeAway() throws Exception {
    String api = "src/main/java/dev/blockyard/telemetry/tracing/WorkerTracing.java";
    String method = "public static HttpRequest.Builder inject(";

    Maven.Build more = released.next(api, method, "public static void more() {} " + method);
    assertThat(more.exit()).as(more.output()).isZero();

    Maven.Build less = released.next(api, method, method.substring("public ".length()));
    assertThat(less.exit()).isNotZero();
    assertThat(less.output()).contains("WorkerTracing", "METHOD_LESS_ACCESSIBLE");
  }

  private static Process startWildFly() throws IOException {
    String base = WILDFLY.toString();
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djboss.home.dir=" + base,
                "-Djboss.http.port=" + System.getProperty("wildfly.http.port"),
                "-Djboss.https.port=" + System.getProperty("wildfly.https.port"),
                "-Djboss.management.http.port=" + System.getProperty("wildfly.management.port"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                WILDFLY.resolve("jboss-modules.jar").toString(),
                "-mp",
                WILDFLY.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-b=127.0.0.1"))
        .redirectErrorStream(true)
        .redirectOutput(WORK.resolve("wildfly.log").toFile())
        .start();
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + System.getProperty("wildfly.http.port") + path);
    try {
      return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer yet", e);
    }
  }
}
