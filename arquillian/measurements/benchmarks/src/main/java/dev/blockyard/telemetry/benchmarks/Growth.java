package dev.blockyard.telemetry.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Measures how the cost of a count, of a scrape and of the heap grows with the number of apps, and
 * prints and draws it. What is measured comes from a JVM of its own each.
 */
final class Growth {
  private static final List<Integer> APPS = List.of(10, 1_000, 10_000, 100_000);
  private static final long MILLIS = 500;

  /** What is measured, as {@link GrowthCell} prints it. */
  private static final List<String> QUANTITIES =
      List.of("first count, µs", "count, ns", "scrape, ms", "heap per app, bytes");

  private final List<Integer> apps;
  private final long millis;

  Growth(List<Integer> apps, long millis) {
    this.apps = apps;
    this.millis = millis;
  }

  /**
   * Measures and prints.
   *
   * @param arguments the file of the drawing, a PNG
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    new Growth(APPS, MILLIS).run(System.out, Path.of(arguments[0]));
  }

  /** Measures, prints a table, and draws it. */
  void run(PrintStream table, Path drawing) throws IOException, InterruptedException {
    System.setProperty("java.awt.headless", "true");
    List<XYChart> charts = QUANTITIES.stream().map(Growth::chart).toList();
    table.println("| backend | apps | " + String.join(" | ", QUANTITIES) + " |");
    table.println("|---|--:|" + "--:|".repeat(QUANTITIES.size()));
    for (GrowthBackend backend : GrowthBackend.values()) {
      draw(backend, measure(backend, table), charts);
    }
    BitmapEncoder.saveBitmap(charts, 2, 2, drawing.toString(), BitmapFormat.PNG);
  }

  private Map<Integer, double[]> measure(GrowthBackend backend, PrintStream table)
      throws IOException, InterruptedException {
    Map<Integer, double[]> measured = new LinkedHashMap<>();
    for (int number : apps) {
      String[] values = cell(backend, number).trim().split(" ", -1);
      if (values.length < QUANTITIES.size()) {
        table.printf(
            Locale.ROOT, "| %s | %,d |%s%n", backend, number, " – |".repeat(QUANTITIES.size()));
        continue;
      }
      table.printf(Locale.ROOT, "| %s | %,d | %s |%n", backend, number, String.join(" | ", values));
      measured.put(number, Arrays.stream(values).mapToDouble(Double::parseDouble).toArray());
    }
    return measured;
  }

  /** Returns the values, or nothing if they cannot be had. */
  private String cell(GrowthBackend backend, int number) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                GrowthCell.class.getName(),
                backend.name(),
                Integer.toString(number),
                Long.toString(millis))
            .redirectError(Redirect.INHERIT)
            .start();
    String values = new String(process.getInputStream().readAllBytes(), US_ASCII);
    return process.waitFor() == 0 ? values : "";
  }

  private static XYChart chart(String quantity) {
    XYChart chart =
        new XYChartBuilder().width(480).height(340).title(quantity).xAxisTitle("apps").build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    return chart;
  }

  private static void draw(
      GrowthBackend backend, Map<Integer, double[]> measured, List<XYChart> charts) {
    for (int i = 0; i < charts.size(); i++) {
      List<Integer> numbers = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (Map.Entry<Integer, double[]> cell : measured.entrySet()) {
        double value = cell.getValue()[i];
        if (value > 0) { // the axes are logarithmic
          numbers.add(cell.getKey());
          values.add(value);
        }
      }
      if (!numbers.isEmpty()) {
        charts
            .get(i)
            .addSeries(backend.toString(), numbers, values)
            .setMarker(SeriesMarkers.CIRCLE);
      }
    }
  }
}
