package dev.blockyard.telemetry.load;

import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample as it runs in a process of its own. */
final class SampleProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CLASSES =
      Pattern.compile("java\\.cls\\.(?:sharedL|l)oadedClasses=(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final ProcessHandle jvm;
  private final URI application;
  private final URI metrics;
  private final Host.StartTime startTime;

  SampleProcess(Process process, URI application, URI metrics, Host.StartTime startTime) {
    this.process = process;
    this.application = application;
    this.metrics = metrics;
    this.startTime = startTime;
    // A script that has not become the JVM has it as its child; there is no worker yet.
    this.jvm =
        process
            .descendants()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .findFirst()
            .orElse(process.toHandle());
  }

  URI at(String path) {
    return application.resolve(path);
  }

  Host.StartTime startTime() {
    return startTime;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(at(path));
  }

  /** What the endpoint answers, be there one or not. */
  HttpResponse<String> metrics() throws IOException, InterruptedException {
    return get(metrics);
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  /** How many requests the module has counted. */
  long counted() throws IOException, InterruptedException {
    return (long) Exposition.parse(metrics().body()).sum("blockyard_proxy_requests_total");
  }

  /** The CPU time that the process has used, without that of its workers. */
  Duration cpu() {
    return jvm.info().totalCpuDuration().orElseThrow();
  }

  /** How many classes have been loaded. */
  long classes() throws IOException, InterruptedException {
    Matcher count = CLASSES.matcher(jcmd("PerfCounter.print"));
    long sum = 0;
    while (count.find()) {
      sum += Long.parseLong(count.group(1));
    }
    return sum;
  }

  /** The objects that are reachable, by class; for that, there is a full collection. */
  String histogram() throws IOException, InterruptedException {
    return jcmd("GC.class_histogram");
  }

  /** The bytes of the heap that are reachable. */
  long heap() throws IOException, InterruptedException {
    String histogram = histogram();
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException(histogram);
    }
    return Long.parseLong(total.group(1));
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(jvm.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException(output);
    }
    return output;
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
