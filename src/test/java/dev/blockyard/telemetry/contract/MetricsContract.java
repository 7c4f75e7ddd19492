package dev.blockyard.telemetry.contract;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.WorkerView;
import dev.blockyard.telemetry.testing.Exposition;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs each test of a contract on a backend that has just been started. */
public abstract class MetricsContract {
  static final int MAX_APPS = 10;

  Backend backend;
  BlockyardMetrics metrics = BlockyardMetrics.noop();

  protected abstract Backend backend();

  @BeforeEach
  void start() {
    backend = backend();
    metrics = backend.start(MAX_APPS);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  final Exposition exposition() {
    return backend.exposition();
  }

  final Set<String> apps() {
    return backend.apps();
  }

  /** Busy, idle and draining workers, as shown. */
  final List<Double> workers() {
    Exposition shown = exposition();
    return Stream.of("busy", "idle", "draining")
        .map(state -> shown.value("blockyard_workers{state=\"" + state + "\"}"))
        .toList();
  }

  record Worker(boolean draining, long sessions) implements WorkerView {}

  static List<Worker> workers(int busy, int idle, int draining) {
    return Stream.of(
            Collections.nCopies(busy, new Worker(false, 1)),
            Collections.nCopies(idle, new Worker(false, 0)),
            Collections.nCopies(draining, new Worker(true, 1)))
        .flatMap(List::stream)
        .toList();
  }
}
