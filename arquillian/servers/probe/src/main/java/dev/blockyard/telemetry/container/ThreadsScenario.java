package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.TraceReceiver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans that are started on other threads have the parents that the page about tracing lists. */
public abstract class ThreadsScenario {
  private static final String SECTION = "Other threads";

  /** The rows of the page's table, and the requests that do that. */
  private static final Map<String, String> PATHS = new LinkedHashMap<>();

  static {
    PATHS.put("@ManagedExecutorDefinition", "own-executor");
    PATHS.put("ManagedExecutorService.submit", "managed-executor");
    PATHS.put("ManagedExecutorService.completedFuture", "managed-stage");
    PATHS.put("ManagedScheduledExecutorService.schedule", "managed-schedule");
    PATHS.put("ManagedThreadFactory.newThread", "managed-thread");
    PATHS.put("jakarta.enterprise.concurrent.Asynchronous", "concurrency");
    PATHS.put("org.eclipse.microprofile.faulttolerance.Asynchronous", "fault-tolerance");
    PATHS.put("jakarta.ejb.Asynchronous", "session-bean");
    PATHS.put("org.eclipse.microprofile.context.ManagedExecutor", "context-propagation");
    PATHS.put("CompletableFuture.runAsync", "common-pool");
    PATHS.put("Context.current().wrap", "common-pool-wrapped");
  }

  private final String server;
  private final TraceReceiver receiver;
  private final Client client;
  private final Page page = Page.of("tracing.md");

  protected ThreadsScenario(String server, String application, TraceReceiver receiver) {
    this.server = server;
    this.receiver = receiver;
    this.client = new Client(application);
  }

  /** The probe with what the server has of all this. */
  protected static WebArchive probe(String name, TraceReceiver receiver, String... packages) {
    return Wars.probeWithThreads(name, receiver.endpoint(), packages);
  }

  private static Set<String> rows() {
    return PATHS.keySet();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void parentIsTheOneThatThePageLists(String row) throws Exception {
    String parent = page.row(SECTION, row).getOrDefault(server, "");
    assumeFalse(parent.equals("not available"), "the server has no such thing");
    String path = PATHS.get(row);
    // Twice: what a server keeps from the first call must not reach the second.
    for (int call = 0; call < 2; call++) {
      receiver.clear();
      assertThat(client.get("app/threads/" + path).statusCode()).isEqualTo(200);
      String tree = tree(row, parent);
      receiver.await(() -> assertThat(receiver.trees()).isEqualTo(tree));
    }
  }

  private static String tree(String row, String parent) {
    boolean carried =
        switch (parent) {
          case "the caller's span" -> true;
          case "none" -> false;
          default -> throw new AssertionError("not a parent: " + parent);
        };
    return switch (row) {
      case "jakarta.enterprise.concurrent.Asynchronous",
          "org.eclipse.microprofile.faulttolerance.Asynchronous" ->
          carried
              ? """
                SERVER GET /threads/app/threads/* 200
                  INTERNAL proxy.forward
                    INTERNAL worker.spawn
                """
              : """
                INTERNAL worker.spawn
                SERVER GET /threads/app/threads/* 200
                  INTERNAL proxy.forward
                """;
      case "jakarta.ejb.Asynchronous" ->
          carried
              ? """
                SERVER GET /threads/app/threads/session-bean 200
                  INTERNAL proxy.forward
                    INTERNAL worker.spawn
                """
              : """
                INTERNAL proxy.forward
                  INTERNAL worker.spawn
                SERVER GET /threads/app/threads/session-bean 200
                """;
      case "org.eclipse.microprofile.context.ManagedExecutor" ->
          spawned("context-propagation", carried);
      default -> spawned("*", carried);
    };
  }

  private static String spawned(String route, boolean carried) {
    String request = "SERVER GET /threads/app/threads/" + route + " 200\n";
    String span = "INTERNAL worker.spawn\n";
    return carried ? request + "  " + span : span + request;
  }

  @Test
  void pageListsTheseWaysToAnotherThread() {
    assertThat(page.table(SECTION).stream().map(row -> Page.code(row, "started in").get(0)))
        .containsExactlyElementsOf(PATHS.keySet());
  }
}
