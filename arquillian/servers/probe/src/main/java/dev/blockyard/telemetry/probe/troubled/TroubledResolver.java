package dev.blockyard.telemetry.probe.troubled;

import dev.blockyard.telemetry.AppResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes the query string for the name of the app, but for two of them. */
@ApplicationScoped
public class TroubledResolver implements AppResolver {
  @Override
  public Optional<String> resolve(HttpServletRequest request) {
    String query = request.getQueryString();
    if ("fails".equals(query)) {
      throw new IllegalStateException("the database of apps is down");
    }
    if ("slow".equals(query)) {
      waitForADatabase();
    }
    return Optional.ofNullable(query);
  }

  private static void waitForADatabase() {
    try {
      boolean unused = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
