package dev.blockyard.telemetry;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** Tells nobody. */
public final class ProxyRequest {
  private ProxyRequest() {}

  /** Does nothing. */
  public static void resolved(ServletRequest request, @Nullable String app) {}
}
