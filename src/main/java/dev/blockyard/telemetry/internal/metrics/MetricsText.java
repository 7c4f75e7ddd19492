package dev.blockyard.telemetry.internal.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A backend's metrics as text that Prometheus scrapes. Thread-safe. */
public interface MetricsText {
  /**
   * Returns the format that a client prefers among those of this backend.
   *
   * @param accept the values of the request's {@code Accept} header, joined by commas; null if
   *     there is none
   * @return a value for the header {@code Content-Type}, with the charset
   */
  String contentType(@Nullable String accept);

  /**
   * Writes the metrics in the format that {@link #contentType} names for the same {@code Accept}
   * header.
   *
   * @param out receives UTF-8; it is not closed
   * @param accept as above
   * @param names the sample names to write, as in the query parameter {@code name[]}; all if empty
   * @throws IOException if the stream throws it
   */
  void write(OutputStream out, @Nullable String accept, Set<String> names) throws IOException;
}
