package dev.blockyard.sample.embedded;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last spans of the platform and of its workers, as JSON of OTLP, each on one line. */
@ApplicationScoped
class RecentTraces {
  private static final int KEPT = 500;

  private final Deque<String> spans = new ArrayDeque<>();
  private long added;

  /** Adds what was exported in one go, and drops the oldest if there is no more room. */
  synchronized void add(String exported) {
    spans.addLast(exported.replaceAll("\\R", " "));
    added++;
    if (spans.size() > KEPT) {
      spans.removeFirst();
    }
  }

  /** Returns what was added after so many, and how many there have been. */
  synchronized Page after(long count) {
    long fresh = Math.min(spans.size(), Math.max(0, added - count));
    return new Page(spans.stream().skip(spans.size() - fresh).toList(), added);
  }

  record Page(List<String> spans, long count) {}
}
