package dev.blockyard.telemetry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the documentation, for tests that compare it with the code. */
public final class Page {
  /** Where the project is, for modules below it. */
  private static final Path PROJECT = Path.of(System.getProperty("project.folder", ""));

  private static final Path README = PROJECT.resolve("README.md");
  private static final Path SITE = PROJECT.resolve(Path.of("src", "site", "markdown"));

  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final Path file;
  private final String text;

  private Page(Path file) {
    this.file = file;
    try {
      this.text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The README. */
  public static Page readme() {
    return new Page(README);
  }

  /** A reference page. */
  public static Page of(String name) {
    return new Page(SITE.resolve(name));
  }

  /** The README and all reference pages. */
  public static List<Page> all() {
    try (Stream<Path> pages = Files.list(SITE)) {
      return Stream.concat(
              Stream.of(README), pages.filter(page -> page.toString().endsWith(".md")).sorted())
          .map(Page::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it, as it is written. */
  public String text() {
    return text;
  }

  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  /** A block of code between fences. */
  public record Snippet(String place, String language, String text) {
    @Override
    public String toString() {
      return place;
    }
  }

  /** The blocks of code of a language, in their order. */
  public List<Snippet> snippets(String language) {
    return snippets().stream().filter(snippet -> snippet.language().equals(language)).toList();
  }

  /** All blocks of code. */
  public List<Snippet> snippets() {
    return FENCED
        .matcher(text)
        .results()
        .map(
            found -> {
              long line = text.substring(0, found.start(2)).lines().count() + 1;
              return new Snippet(file + ":" + line, found.group(1), found.group(2));
            })
        .toList();
  }

  /** The headings, in their order. */
  public List<String> headings() {
    return HEADING.matcher(prose()).results().map(found -> found.group(1)).toList();
  }

  /** What stands below a heading, up to the next one. */
  public String section(String heading) {
    String[] after = prose().split("(?m)^#+ " + Pattern.quote(heading) + "$", -1);
    if (after.length != 2) {
      throw new AssertionError(file + " has the heading " + heading + " not once");
    }
    return after[1].split("(?m)^#", 2)[0];
  }

  /** The rows of the one table below a heading, each with its cells by the column's name. */
  public List<Map<String, String>> table(String heading) {
    List<List<String>> lines =
        section(heading).lines().filter(line -> line.startsWith("|")).map(Page::cells).toList();
    if (lines.size() < 3) {
      throw new AssertionError(file + " has no table below " + heading);
    }
    List<String> columns = lines.get(0);
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> cells : lines.subList(2, lines.size())) {
      if (cells.size() != columns.size()) {
        throw new AssertionError(file + ": " + cells + " does not fit " + columns);
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  /** The same rows, each by what its first cell has as code. */
  public Map<String, Map<String, String>> rows(String heading) {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Map<String, String> row : table(heading)) {
      String key = code(row, row.keySet().iterator().next()).get(0);
      if (rows.put(key, row) != null) {
        throw new AssertionError(file + " has twice below " + heading + ": " + key);
      }
    }
    return rows;
  }

  /** One of them. */
  public Map<String, String> row(String heading, String key) {
    Map<String, String> row = rows(heading).get(key);
    if (row == null) {
      throw new AssertionError(file + " has no row below " + heading + " for " + key);
    }
    return row;
  }

  private static List<String> cells(String line) {
    String[] cells = line.substring(1, line.lastIndexOf('|')).split("\\|", -1);
    return Stream.of(cells).map(String::strip).toList();
  }

  /** What is written as code in a cell of a row. */
  public static List<String> code(Map<String, String> row, String column) {
    String cell = row.get(column);
    if (cell == null) {
      throw new AssertionError("no column " + column + " in " + row);
    }
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  /** What is written as code, all over the page. */
  public Set<String> code() {
    return CODE.matcher(prose())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The links to pages and files beside this one that lead nowhere. */
  public List<String> brokenLinks() {
    return LINK.matcher(prose())
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.matches("\\w+:.*") && !leadsSomewhere(link))
        .map(link -> file + ": " + link)
        .toList();
  }

  private boolean leadsSomewhere(String link) {
    String[] pathAndAnchor = link.split("#", 2);
    Path target = pathAndAnchor[0].isEmpty() ? file : file.resolveSibling(pathAndAnchor[0]);
    return Files.exists(target)
        && (pathAndAnchor.length == 1 || new Page(target).anchors().contains(pathAndAnchor[1]));
  }

  /** By the rules of GitHub. */
  private Set<String> anchors() {
    return headings().stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
