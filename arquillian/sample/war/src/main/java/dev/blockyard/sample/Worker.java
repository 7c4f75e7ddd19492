package dev.blockyard.sample;

import dev.blockyard.telemetry.WorkerView;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A worker process as the platform sees it. Requests and WebSocket sessions lease it; once it is
 * draining it takes no new lease, so a worker is never stopped under somebody who just came.
 */
final class Worker implements WorkerView {
  private static final int PROBES_UNTIL_UNHEALTHY = 3;
  private static final long SECONDS_TO_END = 5;

  private final HostedApp app;
  private final String id;
  private final Process process;
  private final int port;
  private final Places.Place place;
  private long leases;
  private boolean draining;
  private long unusedSince = System.nanoTime();
  private int failedProbes;

  Worker(HostedApp app, String id, Process process, int port, Places.Place place) {
    this.app = app;
    this.id = id;
    this.process = process;
    this.port = port;
    this.place = place;
  }

  HostedApp app() {
    return app;
  }

  /** The name by which the process knows itself, whatever its port becomes after its end. */
  String id() {
    return id;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  URI uri(String scheme, String pathAndQuery) {
    return URI.create(scheme + "://127.0.0.1:" + port + pathAndQuery);
  }

  /**
   * Takes a lease, which {@link #release()} ends; {@code false} if the worker is draining, or if
   * its process ended: another process may have its port by now.
   */
  synchronized boolean lease() {
    boolean leased = !draining && process.isAlive();
    if (leased) {
      leases++;
    }
    return leased;
  }

  synchronized void release() {
    leases--;
    unusedSince = System.nanoTime();
  }

  synchronized void drain() {
    draining = true;
  }

  synchronized boolean drained() {
    return draining && leases == 0;
  }

  /** Starts draining if nobody has used the worker for this long, and says whether it did. */
  synchronized boolean drainIfIdleFor(Duration idle) {
    if (draining || leases > 0 || System.nanoTime() - unusedSince < idle.toNanos()) {
      return false;
    }
    draining = true;
    return true;
  }

  /** Takes the result of a probe; a process that is gone needs no second one to be unhealthy. */
  synchronized boolean unhealthyAfter(boolean healthy) {
    failedProbes = healthy ? 0 : failedProbes + 1;
    return !process.isAlive() || failedProbes >= PROBES_UNTIL_UNHEALTHY;
  }

  @Override
  public synchronized boolean draining() {
    return draining;
  }

  @Override
  public synchronized long sessions() {
    return leases;
  }

  /**
   * Ends the process, politely by closing its standard input, then by force, with the processes
   * that it has started; frees its place.
   */
  void stop() {
    drain();
    List<ProcessHandle> started = process.descendants().toList();
    try {
      process.getOutputStream().close();
      process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (IOException e) {
      // Closed from the other side: the process is gone or about to be.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Stream.concat(started.stream(), process.descendants())
          .forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      place.close();
    }
  }
}
