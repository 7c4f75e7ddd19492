package dev.blockyard.telemetry.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Compares how the variants start: how long it takes, and how many classes and objects there are.
 */
final class StartUp {
  private static final List<Variant> VARIANTS = List.of(Variant.ON, Variant.ABSENT);

  private final Host host;
  private final Pairs ready = new Pairs();
  private final Pairs deployment = new Pairs();
  private final Pairs classes = new Pairs();
  private final Pairs heap = new Pairs();

  private StartUp(Host host) {
    this.host = host;
  }

  /**
   * Starts the server some times, after a first one that fills its caches, and prints the table.
   */
  static void compare(Host host, int starts) throws IOException, InterruptedException {
    StartUp comparison = new StartUp(host);
    List<Variant> order = new ArrayList<>(VARIANTS);
    for (Variant variant : order) {
      host.start(variant).close();
    }
    for (int start = 0; start < starts; start++) {
      for (Variant variant : order) {
        comparison.measure(variant);
      }
      Collections.reverse(order);
    }
    comparison.print(starts);
  }

  private void measure(Variant variant) throws IOException, InterruptedException {
    try (SampleProcess process = host.start(variant)) {
      ready.add(variant, process.startTime().ready());
      deployment.add(variant, process.startTime().deployment());
      classes.add(variant, (double) process.classes());
      heap.add(variant, process.heap() / 1024.0);
    }
  }

  private void print(int starts) {
    System.out.printf("%nStart of %s, %d times each%n", host.name(), starts);
    System.out.printf("  %-26s %9s %9s %9s  %s%n", "", "on", "absent", "more", "on / absent");
    print("until ready, ms", ready);
    if (!Double.isNaN(deployment.median(Variant.ON))) {
      print("deployment alone, ms", deployment);
    }
    print("loaded classes", classes);
    print("heap after collection, KiB", heap);
  }

  private static void print(String title, Pairs pairs) {
    System.out.printf(
        Locale.ROOT,
        "  %-26s %9.0f %9.0f %9.0f  %s%n",
        title,
        pairs.median(Variant.ON),
        pairs.median(Variant.ABSENT),
        pairs.difference(Variant.ON),
        pairs.ratio(Variant.ON));
  }
}
