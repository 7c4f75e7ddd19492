package dev.blockyard.telemetry.benchmarks;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table: what something costs beside something else, and what it may.
 *
 * @param group for the command line
 * @param what for people to read
 * @param subject what is compared
 * @param baseline with what
 * @param limit the highest ratio of their times; null if there is no target
 * @param extraBytes how much more memory the subject may allocate; null if there is no target
 */
record Comparison(
    Group group,
    String what,
    Subject subject,
    Subject baseline,
    @Nullable Double limit,
    @Nullable Long extraBytes) {

  /** What can be measured alone. */
  enum Group {
    ANNOTATIONS,
    METRICS,
    REQUESTS,
    SPANS,
    SCRAPE,
    REGISTRATION
  }

  boolean hasTarget() {
    return limit != null || extraBytes != null;
  }

  /** Requests and calls come on many threads; an application is deployed on one. */
  boolean isForOneThread() {
    return group == Group.REGISTRATION;
  }

  Stream<Subject> subjects() {
    return Stream.of(baseline, subject);
  }
}
