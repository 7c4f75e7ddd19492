package dev.blockyard.sample.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The sample on its embedded server, as the demo runs it, on a free port. */
final class SampleProcess implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern READY = Pattern.compile("buttons: (http://127\\.0\\.0\\.1:\\d+/)");

  private final Process process;
  private final URI page;

  private SampleProcess(Process process, URI page) {
    this.process = process;
    this.page = page;
  }

  /** Starts it with system properties, written as {@code key=value}. */
  static SampleProcess start(Path output, String... properties)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String property : properties) {
      command.add("-D" + property);
    }
    command.add("-cp");
    command.add(System.getProperty("server.class-path", ""));
    command.add("dev.blockyard.sample.embedded.Main");
    command.add("0");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      Await.until(() -> assertThat(Files.readString(output)).containsPattern(READY));
    } catch (Throwable e) {
      Programs.end(process);
      throw e;
    }
    Matcher ready = READY.matcher(Files.readString(output));
    assertThat(ready.find()).isTrue();
    return new SampleProcess(process, URI.create(ready.group(1)));
  }

  /** The address of the page. */
  URI page() {
    return page;
  }

  /** The address of a path below it. */
  String page(String path) {
    return page.resolve(path).toString();
  }

  Exposition metrics() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(page.resolve("metrics")));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Exposition.parse(answer.body());
  }

  /** Moves nothing, but is an audit entry. */
  void uploadNoBundle() throws IOException, InterruptedException {
    HttpRequest.Builder upload =
        HttpRequest.newBuilder(page.resolve("api/apps/hello/bundle"))
            .PUT(BodyPublishers.ofString("no zip"));
    assertThat(send(upload).statusCode()).isEqualTo(400);
  }

  /** Deploys an app with these properties. */
  void deploy(String app, String properties) throws IOException, InterruptedException {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bundle)) {
      zip.putNextEntry(new ZipEntry("app.properties"));
      zip.write(properties.getBytes(UTF_8));
    }
    HttpRequest.Builder upload =
        HttpRequest.newBuilder(page.resolve("api/apps/" + app + "/bundle"))
            .PUT(BodyPublishers.ofByteArray(bundle.toByteArray()));
    assertThat(send(upload).statusCode()).isEqualTo(201);
  }

  /** Returns the status with which a POST request is answered. */
  int post(String path, byte[] body) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(page.resolve(path)).POST(BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  /** Returns the status with which a GET request is answered. */
  int get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(page.resolve(path))).statusCode();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** Ends it with its workers. */
  @Override
  public void close() {
    Programs.end(process);
  }
}
