package dev.blockyard.telemetry.internal.config;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The keys as annotations, for editors. Eclipse's language server for MicroProfile (LSP4MP) reads
 * no metadata file from the jars of a project, but completes the keys of each {@code
 * ConfigProperty} that it finds in their classes. Nothing loads this one, so MicroProfile Config
 * may be absent; {@link Keys} is what counts.
 */
final class KeyCompletion {
  @ConfigProperty(name = "blockyard.telemetry.enabled", defaultValue = "true")
  boolean enabled;

  @ConfigProperty(name = "blockyard.telemetry.metrics.backend", defaultValue = "auto")
  @Nullable String backend;

  @ConfigProperty(name = "blockyard.telemetry.metrics.path", defaultValue = "/metrics")
  @Nullable String path;

  @ConfigProperty(name = "blockyard.telemetry.metrics.access", defaultValue = "loopback")
  @Nullable String access;

  @ConfigProperty(name = "blockyard.telemetry.metrics.token")
  @Nullable String token;

  @ConfigProperty(name = "blockyard.telemetry.proxy.url-patterns", defaultValue = "/app/*")
  @Nullable String urlPatterns;

  @ConfigProperty(name = "blockyard.telemetry.apps.max", defaultValue = "1000")
  int maxApps;

  @ConfigProperty(name = "blockyard.telemetry.apps.durations", defaultValue = "false")
  boolean appDurations;

  @ConfigProperty(name = "blockyard.telemetry.otlp.endpoint")
  @Nullable String otlpEndpoint;

  @ConfigProperty(name = "blockyard.telemetry.tracing.reference-attributes", defaultValue = "false")
  boolean referenceAttributes;

  @ConfigProperty(name = "blockyard.telemetry.tracing.forwarded-headers", defaultValue = "false")
  boolean forwardedHeaders;

  @ConfigProperty(name = "blockyard.telemetry.tracing.inbound-context", defaultValue = "follow")
  @Nullable String inboundContext;

  private KeyCompletion() {}
}
