package dev.blockyard.telemetry.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server has logged since a moment: its messages, and its reports of first failures. */
public final class ServerLog {
  static final Path LOG = Path.of(System.getProperty("server.log", ""));

  /** Where Open Liberty reports failures. */
  private static final Path REPORTS = LOG.resolveSibling("ffdc");

  /**
   * A warning or an error, as Open Liberty, WildFly, Tomcat, Jetty or, in colour, Payara writes it;
   * without what Payara Micro says of itself at each start.
   */
  private static final Pattern PROBLEM =
      Pattern.compile(
          "^(\\[[^]]*] \\S+ \\S+ +[EW]"
              + "|\\S+ \\S+ +(WARN|WARNING|ERROR|FATAL|SEVERE)"
              + "|\\S+ [\\d:.]+:(WARN|ERROR)"
              + "|\\[\\S+] \\[] \\[[^m\\s]+m(WARNING|SEVERE)\\S+"
              + " \\S+ \\[[^m\\s]+m(?!PayaraMicro|javax\\.enterprise\\.system\\.(core\\.)?security)) ?.*");

  /**
   * Tomcat's warning of threads of an ended application: those of Weld are about to end, those of
   * the JDK's HTTP client end when it is collected, and the one of CompletableFuture is the JDK's
   * for good, whichever application first used a time-out. And what Payara 7 logs of the context
   * provider of any library when a thread that the application did not get from the server, such as
   * one of the JDK's HTTP client, ends an asynchronous request. And Jetty's warning of a WebSocket
   * endpoint's configurator, which it makes before the application's Weld has started.
   */
  private static final Pattern EXPECTED =
      Pattern.compile(
          "appears to have started a thread named \\[(weld-|HttpClient-|CompletableFuture)"
              + "|=HttpClient-.* Thread context provider 'blockyard\\.trace' is not registered"
              + "|CdiServletContainerInitializer:\\S+ Unable to decorate \\S+AppSocket\\$Beans@");

  /** Open Liberty's own timer reads the statistics of servlets that were undeployed just then. */
  private static final String SOURCE_OF_EXPECTED_REPORT =
      "Source = io.openliberty.microprofile.metrics.internal.monitor.";

  private final int start;
  private final List<Path> failuresBefore;

  private ServerLog() throws IOException {
    this.start = text().length();
    this.failuresBefore = failures();
  }

  /** Starts to look at the log. */
  public static ServerLog sinceNow() throws IOException {
    return new ServerLog();
  }

  private static String text() throws IOException {
    if (!Files.exists(LOG)) {
      return ""; // the server has not started yet
    }
    return Files.readString(LOG, StandardCharsets.UTF_8);
  }

  private static List<Path> failures() throws IOException {
    if (!Files.isDirectory(REPORTS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(REPORTS)) {
      return files.sorted().toList();
    }
  }

  /** Returns all that was logged. */
  public String messages() throws IOException {
    return text().substring(start);
  }

  /** Returns the warnings and errors, and the reports. */
  public List<String> problems() throws IOException {
    return Stream.concat(
            messages()
                .replace("[[\n", "") // where Payara breaks the line
                .lines()
                .filter(line -> PROBLEM.matcher(line).matches())
                .filter(line -> !EXPECTED.matcher(line).find()),
            failures().stream()
                .filter(file -> !failuresBefore.contains(file))
                .filter(file -> !isExpected(file))
                .map(Path::toString))
        .toList();
  }

  /** Whether this is the problem that the build names as one of each deployment on this server. */
  static boolean isOfEachDeployment(String problem) {
    String code = System.getProperty("server.log.expected");
    return code != null && problem.contains(code);
  }

  private static boolean isExpected(Path report) {
    try (Stream<String> lines = Files.lines(report, StandardCharsets.ISO_8859_1)) {
      return lines.limit(5).anyMatch(line -> line.startsWith(SOURCE_OF_EXPECTED_REPORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
