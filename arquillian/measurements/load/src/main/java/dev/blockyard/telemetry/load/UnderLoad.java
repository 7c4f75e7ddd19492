package dev.blockyard.telemetry.load;

import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the variants under load. All of them run, and one at a time is loaded, so that what the
 * machine does to one it does to all.
 */
final class UnderLoad {
  private static final int ROUNDS = 6;
  private static final int SECONDS = 3;
  private static final int EXACT_REQUESTS = 1000;

  private final Host host;
  private final Wrk wrk;
  private final List<Measured> measured = Stream.of(Scenario.values()).map(Measured::new).toList();
  private final List<String> counts = new ArrayList<>();

  private UnderLoad(Host host, Wrk wrk) {
    this.host = host;
    this.wrk = wrk;
  }

  /** What is requested. */
  private enum Scenario {
    /** The cheapest request that the filter counts: the sample refuses it. */
    NO_APP("answered by the servlet, 404", "app/nosuch/"),

    /** The usual request: a worker process answers it. */
    FORWARDED("forwarded to a worker, 200", "app/hello/");

    private final String title;
    private final String path;

    Scenario(String title, String path) {
      this.title = title;
      this.path = path;
    }
  }

  private record Measured(Scenario scenario, Pairs throughput, Pairs p99, Pairs cpu) {
    Measured(Scenario scenario) {
      this(scenario, new Pairs(), new Pairs(), new Pairs());
    }
  }

  private record Target(Variant variant, SampleProcess process, Sent sent) {}

  private record Run(double perSecond, double p99Millis, double cpuMicros) {}

  /** Starts the server some times, as no two JVMs compile the same, and prints the table. */
  static void compare(Host host, Wrk wrk, int starts) throws IOException, InterruptedException {
    UnderLoad comparison = new UnderLoad(host, wrk);
    for (int start = 0; start < starts; start++) {
      comparison.measure();
    }
    comparison.print(starts);
  }

  private void measure() throws IOException, InterruptedException {
    List<Target> targets = new ArrayList<>();
    try {
      for (Variant variant : Variant.values()) {
        SampleProcess process = host.start(variant);
        targets.add(new Target(variant, process, new Sent(process)));
      }
      for (Measured results : measured) {
        measure(results, targets);
      }
      for (Target target : targets) {
        if (target.variant == Variant.ON) {
          counts.add(target.sent.compareWithCounter());
        }
      }
    } finally {
      targets.forEach(target -> target.process.close());
    }
  }

  private void measure(Measured results, List<Target> targets)
      throws IOException, InterruptedException {
    warmUp(results.scenario, targets);
    List<Target> order = new ArrayList<>(targets);
    for (int round = 0; round < ROUNDS; round++) {
      for (Target target : order) {
        Run run = load(results.scenario, target);
        results.throughput.add(target.variant, run.perSecond);
        results.p99.add(target.variant, run.p99Millis);
        results.cpu.add(target.variant, run.cpuMicros);
      }
      Collections.reverse(order);
    }
  }

  /** All are loaded until the last is warm. */
  private void warmUp(Scenario scenario, List<Target> targets)
      throws IOException, InterruptedException {
    List<WarmUp> warmUps = targets.stream().map(target -> new WarmUp()).toList();
    do {
      for (int target = 0; target < targets.size(); target++) {
        warmUps.get(target).add(load(scenario, targets.get(target)).cpuMicros);
      }
    } while (!warmUps.stream().allMatch(WarmUp::isOver));
    System.out.printf(
        "%s, %s: warm after %d s%n", host.name(), scenario.title, warmUps.get(0).runs() * SECONDS);
  }

  private Run load(Scenario scenario, Target target) throws IOException, InterruptedException {
    long cpu = target.process.cpu().toNanos();
    Wrk.Result result = wrk.run(target.process.at(scenario.path), SECONDS);
    cpu = target.process.cpu().toNanos() - cpu;
    if (result.refused() != (scenario == Scenario.NO_APP ? result.answered() : 0)) {
      throw new IOException("Not the answers of " + scenario.title + ": " + result);
    }
    target.sent.add(result);
    return new Run(
        result.answered() / result.seconds(), result.p99Millis(), cpu / 1e3 / result.answered());
  }

  private void print(int starts) {
    measured.forEach(results -> print(results, starts));
    counts.forEach(System.out::println);
  }

  private void print(Measured results, int starts) {
    System.out.printf(
        "%n%s, %s: %d rounds of %d s in %d starts, %d connections%n",
        host.name(), results.scenario.title, ROUNDS * starts, SECONDS, starts, Wrk.CONNECTIONS);
    row("", "requests/s", "p99", "CPU per request");
    for (Variant variant : Variant.values()) {
      row(
          variant.label(),
          String.format(Locale.ROOT, "%.0f", results.throughput.median(variant)),
          String.format(Locale.ROOT, "%.2f ms", results.p99.median(variant)),
          String.format(Locale.ROOT, "%.1f µs", results.cpu.median(variant)));
    }
    for (Variant variant : Variant.values()) {
      if (variant != Variant.ABSENT) {
        row(
            variant.label() + " / absent",
            results.throughput.ratio(variant),
            results.p99.ratio(variant),
            results.cpu.ratio(variant));
      }
    }
    row("target of on / absent", ">= 0.97", "<= 1.03", "");
  }

  private static void row(String title, String... cells) {
    System.out.printf("  %-22s %-24s %-24s %s%n", title, cells[0], cells[1], cells[2]);
  }

  /** How many requests a server has got. */
  private static final class Sent {
    private final SampleProcess process;
    private long answered;
    private int runs;

    Sent(SampleProcess process) {
      this.process = process;
    }

    void add(Wrk.Result result) {
      answered += result.answered();
      runs++;
    }

    /**
     * Fails unless the module has counted what was sent. When wrk stops, there may be one request
     * on each connection that it does not wait for, so the count is exact only afterwards.
     */
    String compareWithCounter() throws IOException, InterruptedException {
      long unanswered = (long) runs * Wrk.CONNECTIONS;
      Await.until(() -> check(process.counted(), answered, answered + unanswered));
      long counted = process.counted();
      for (int request = 0; request < EXACT_REQUESTS; request++) {
        process.get(Scenario.NO_APP.path);
      }
      long exact = counted + EXACT_REQUESTS;
      Await.until(() -> check(process.counted(), exact, exact));
      return String.format(
          "  counted %d; wrk had %d answers and left up to %d requests; then %d more, one by one",
          counted, answered, unanswered, EXACT_REQUESTS);
    }

    private static void check(long counted, long least, long most) {
      if (counted < least || counted > most) {
        throw new AssertionError(
            String.format("counted %d requests, sent %d to %d", counted, least, most));
      }
    }
  }
}
