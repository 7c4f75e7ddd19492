package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;

/**
 * GlassFish (7.0.21) sets the status of a listener's response to 200 before each call of the
 * listener, so that an error becomes a success. Without a response of its own, a listener has that
 * of the request. Held by {@code SameAnswersIT} on GlassFish.
 */
public final class AsyncListenerStatus {
  private AsyncListenerStatus() {}

  /**
   * Adds a listener that leaves the status alone.
   *
   * @param async the asynchronous processing to listen to
   * @param listener gets a response that has no status
   * @param request of the asynchronous processing
   * @param response of the asynchronous processing
   * @throws IllegalStateException if the asynchronous processing has ended
   */
  public static void keep(
      AsyncContext async,
      AsyncListener listener,
      ServletRequest request,
      ServletResponse response) {
    async.addListener(listener, request, new ServletResponseWrapper(response));
  }
}
