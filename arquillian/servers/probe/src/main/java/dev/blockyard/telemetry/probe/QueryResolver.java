package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.AppResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Takes the query string for the name of the app. */
@ApplicationScoped
public class QueryResolver implements AppResolver {
  @Override
  public Optional<String> resolve(HttpServletRequest request) {
    return Optional.ofNullable(request.getQueryString());
  }
}
