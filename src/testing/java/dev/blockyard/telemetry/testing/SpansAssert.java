package dev.blockyard.telemetry.testing;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the spans of calls.
 *
 * <pre>{@code
 * assertThat(telemetry.spans()).traced("worker.cold_start", "worker.spawn").andNothingElse();
 * }</pre>
 *
 * <p>For attributes and events, use OpenTelemetry's own assertions on {@link
 * RecordedSpans#ended()}.
 */
public final class SpansAssert extends AbstractAssert<SpansAssert, List<SpanData>> {
  private final Set<String> asserted = new HashSet<>();

  SpansAssert(List<SpanData> ended) {
    super(ended, SpansAssert.class);
  }

  /**
   * Verifies that a call made spans inside of one another, and none of them failed.
   *
   * @param outermostFirst the spans' names, for example {@code worker.cold_start} and {@code
   *     worker.spawn}
   * @return this
   */
  public SpansAssert traced(String... outermostFirst) {
    return hasChain(StatusCode.UNSET, List.of(outermostFirst));
  }

  /**
   * Verifies that a call made spans inside of one another, and all of them failed.
   *
   * @param outermostFirst the spans' names, for example {@code worker.cold_start} and {@code
   *     worker.spawn}
   * @return this
   */
  public SpansAssert tracedFailure(String... outermostFirst) {
    return hasChain(StatusCode.ERROR, List.of(outermostFirst));
  }

  /**
   * Verifies that no spans ended but those that this assertion has found before.
   *
   * @return this
   */
  public SpansAssert andNothingElse() {
    List<SpanData> others =
        actual.stream().filter(span -> !asserted.contains(span.getSpanId())).toList();
    if (!others.isEmpty()) {
      throw failure("Expected no other spans, but these ended:%n%s", texts(others));
    }
    return this;
  }

  private SpansAssert hasChain(StatusCode status, List<String> names) {
    for (SpanData innermost : actual) {
      Set<String> found = chain(innermost, status, names);
      if (found.size() == names.size() && asserted.addAll(found)) {
        return this;
      }
    }
    throw failure(
        "Expected spans %s%s, but %s",
        String.join(" > ", names),
        status == StatusCode.ERROR ? " that failed" : " without an error",
        actual.isEmpty()
            ? "no span has ended. Calls are traced from one CDI bean to another."
            : String.format("these ended:%n%s", texts(actual)));
  }

  /** Returns the ids of the spans from the innermost outwards, as far as they fit. */
  private Set<String> chain(SpanData innermost, StatusCode status, List<String> names) {
    Set<String> ids = new HashSet<>();
    SpanData span = innermost;
    for (int i = names.size() - 1; i >= 0 && span != null; i--) {
      if (!span.getName().equals(names.get(i)) || span.getStatus().getStatusCode() != status) {
        return Set.of();
      }
      ids.add(span.getSpanId());
      span = parent(span);
    }
    return ids;
  }

  private @Nullable SpanData parent(SpanData child) {
    return actual.stream()
        .filter(span -> span.getSpanId().equals(child.getParentSpanId()))
        .findFirst()
        .orElse(null);
  }

  private String texts(List<SpanData> spans) {
    return spans.stream().map(span -> "  " + text(span)).collect(Collectors.joining("\n"));
  }

  private String text(SpanData span) {
    SpanData parent = parent(span);
    return (parent == null ? "" : text(parent) + " > ")
        + span.getName()
        + (span.getStatus().getStatusCode() == StatusCode.ERROR ? " (failed)" : "");
  }
}
