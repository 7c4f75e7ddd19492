package dev.blockyard.telemetry.probe.misuse.resolvers;

import dev.blockyard.telemetry.AppResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** A resolver beside the one that the application has. */
@ApplicationScoped
public class SecondResolver implements AppResolver {
  @Override
  public Optional<String> resolve(HttpServletRequest request) {
    return Optional.empty();
  }
}
