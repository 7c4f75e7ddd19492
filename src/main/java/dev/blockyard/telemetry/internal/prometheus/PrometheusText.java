package dev.blockyard.telemetry.internal.prometheus;

import dev.blockyard.telemetry.internal.metrics.MetricsText;
import io.prometheus.metrics.config.ExporterProperties;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a registry as Prometheus text 0.0.4, or as OpenMetrics 1.0 for clients that prefer it.
 *
 * <p>The library's own negotiation looks for the name of a format and ignores quality values, so a
 * client that prefers plain text would get OpenMetrics.
 */
final class PrometheusText implements MetricsText {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final PrometheusRegistry registry;

  private final ExpositionFormats formats = formats();

  PrometheusText(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** Without the user's settings, which would add series to the text. */
  @SuppressWarnings("deprecation") // what replaces it is not there before client_java 1.4
  private static ExpositionFormats formats() {
    return ExpositionFormats.init(ExporterProperties.builder().build());
  }

  @Override
  public String contentType(@Nullable String accept) {
    return writer(accept).getContentType();
  }

  @Override
  public void write(OutputStream out, @Nullable String accept, Set<String> names)
      throws IOException {
    MetricSnapshots snapshots =
        names.isEmpty()
            ? registry.scrape()
            : registry.scrape(MetricNameFilter.builder().nameMustBeEqualTo(names).build());
    writer(accept).write(out, snapshots);
  }

  private ExpositionFormatWriter writer(@Nullable String accept) {
    return prefersOpenMetrics(accept)
        ? formats.getOpenMetricsTextFormatWriter()
        : formats.getPrometheusTextFormatWriter();
  }

  /** Returns whether OpenMetrics has a higher quality value (RFC 9110, section 12.5.1). */
  private static boolean prefersOpenMetrics(@Nullable String accept) {
    if (accept == null) {
      return false;
    }
    double openMetrics = 0;
    double plain = -1;
    double text = -1;
    double any = -1;
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
        case OPEN_METRICS -> openMetrics = Math.max(openMetrics, quality(parts));
        case "text/plain" -> plain = Math.max(plain, quality(parts));
        case "text/*" -> text = Math.max(text, quality(parts));
        case "*/*" -> any = Math.max(any, quality(parts));
        default -> {}
      }
    }
    double asText = plain >= 0 ? plain : text >= 0 ? text : any;
    return openMetrics > 0 && openMetrics >= asText;
  }

  private static double quality(String... parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        try {
          return Double.parseDouble(parameter.substring(2).strip());
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
