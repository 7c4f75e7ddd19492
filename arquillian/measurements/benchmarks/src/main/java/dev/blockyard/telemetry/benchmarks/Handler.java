package dev.blockyard.telemetry.benchmarks;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What a servlet does with a request. */
@FunctionalInterface
interface Handler {
  void handle(HttpServletRequest request, HttpServletResponse response);
}
