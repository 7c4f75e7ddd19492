package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.AppResolver;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Knows the app of every request that does not say it itself. */
@Singleton
class Resolver implements AppResolver {
  private static final Optional<String> APP = Optional.of("resolved");

  @Override
  public Optional<String> resolve(HttpServletRequest request) {
    return APP;
  }
}
