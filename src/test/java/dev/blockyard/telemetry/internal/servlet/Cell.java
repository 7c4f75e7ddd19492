package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** One life of a request: what the application does, and what has to be counted. */
final class Cell {
  static final String APP = "app1";

  private final String name;
  private final List<BiConsumer<WebApp, Stage>> parts = new ArrayList<>();
  private final Map<Container, Map<String, Long>> counted = new EnumMap<>(Container.class);
  private final Map<Container, String> seen = new EnumMap<>(Container.class);
  private Set<Container> containers = EnumSet.allOf(Container.class);
  private List<String> patterns = List.of("/app/*");
  private Client client = Client.http("GET", "/app/app1/page");

  /** Handles a request of which other threads may take part. */
  @FunctionalInterface
  interface StagedHandler {
    void handle(HttpServletRequest request, HttpServletResponse response, Stage stage)
        throws ServletException, IOException;
  }

  private Cell(String name) {
    this.name = name;
  }

  static Cell cell(String name) {
    return new Cell(name);
  }

  /** What the servlet of the app does, when it has resolved it. */
  Cell app(StagedHandler handler) {
    return on(
        "/app/*",
        (request, response, stage) -> {
          ProxyRequest.resolved(request, APP);
          handler.handle(request, response, stage);
        });
  }

  Cell on(String pattern, StagedHandler handler) {
    parts.add(
        (app, stage) ->
            app.servlet(pattern, (request, response) -> handler.handle(request, response, stage)));
    return this;
  }

  Cell filter(Filter filter) {
    parts.add((app, stage) -> app.filter(filter));
    return this;
  }

  Cell errorPage(int status, int answer) {
    parts.add((app, stage) -> app.errorPage(status, "/pages/" + answer));
    return this;
  }

  Cell errorPage(Class<? extends Throwable> thrown, int answer) {
    parts.add((app, stage) -> app.errorPage(thrown, "/pages/" + answer));
    return this;
  }

  /** The page for a status or an exception is a servlet that throws. */
  Cell brokenErrorPages() {
    parts.add(
        (app, stage) ->
            app.errorPage(410, "/broken")
                .errorPage(Throwable.class, "/broken")
                .servlet(
                    "/broken",
                    (request, response) -> {
                      throw new IllegalStateException("the page is broken");
                    }));
    return this;
  }

  Cell socket(Class<?> endpoint) {
    parts.add((app, stage) -> app.socket(endpoint));
    return this;
  }

  Cell patterns(String... matching) {
    patterns = List.of(matching);
    return this;
  }

  Cell client(Client sender) {
    client = sender;
    return this;
  }

  Cell only(Container container) {
    containers = EnumSet.of(container);
    return this;
  }

  /** Once, with the class that the client sees. */
  Cell counts(String app, String statusClass) {
    for (Container container : Container.values()) {
      countsOn(container, app, statusClass);
    }
    return this;
  }

  Cell counts(String statusClass) {
    return counts(APP, statusClass);
  }

  Cell countsOn(Container container, String statusClass) {
    return countsOn(container, APP, statusClass);
  }

  Cell countsOn(Container container, String app, String statusClass) {
    counted.put(container, Map.of(app + ' ' + statusClass, 1L));
    seen.put(container, statusClass);
    return this;
  }

  Cell countsNothing(String statusClass) {
    for (Container container : Container.values()) {
      counted.put(container, Map.of());
      seen.put(container, statusClass);
    }
    return this;
  }

  Set<Container> containers() {
    return containers;
  }

  Client client() {
    return client;
  }

  List<String> patterns() {
    return patterns;
  }

  Map<String, Long> counted(Container container) {
    return counted.getOrDefault(container, Map.of());
  }

  String seen(Container container) {
    return seen.getOrDefault(container, "");
  }

  WebApp webApp(Stage stage) {
    WebApp app = new WebApp().servlet("/pages/*", Cell::page);
    parts.forEach(part -> part.accept(app, stage));
    return app;
  }

  /** Answers with the status in its path. */
  static void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setStatus(Integer.parseInt(request.getPathInfo().substring(1)));
    response.getWriter().println("a page");
  }

  @Override
  public String toString() {
    return name;
  }
}
