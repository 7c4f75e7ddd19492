package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who may read the module's own endpoint.
 *
 * @param kind the rule
 * @param secret the token or the role's name, where the rule has one
 */
public record EndpointAccess(Kind kind, String secret) {

  /** The key that says it. */
  public static final String ACCESS = "blockyard.telemetry.metrics.access";

  static final String TOKEN = "blockyard.telemetry.metrics.token";
  private static final String ROLE_PREFIX = "role:";

  /** The rules. */
  public enum Kind {
    /** This machine, unless a proxy passes the request on. */
    LOOPBACK,
    /** Everybody. */
    OPEN,
    /** Who knows the bearer token. */
    TOKEN,
    /** Who has the role. */
    ROLE
  }

  static EndpointAccess parse(Function<String, Optional<String>> source) {
    String value = source.apply(ACCESS).orElse("loopback");
    return switch (value) {
      case "loopback" -> new EndpointAccess(Kind.LOOPBACK, "");
      case "open" -> new EndpointAccess(Kind.OPEN, "");
      case "token" -> new EndpointAccess(Kind.TOKEN, token(source));
      default -> new EndpointAccess(Kind.ROLE, role(value));
    };
  }

  private static String role(String value) {
    if (!value.startsWith(ROLE_PREFIX) || value.length() == ROLE_PREFIX.length()) {
      throw TelemetryConfig.unusable(
          ACCESS, value, "loopback, open, token, or role:NAME with the name of a role");
    }
    return value.substring(ROLE_PREFIX.length());
  }

  private static String token(Function<String, Optional<String>> source) {
    return source
        .apply(TOKEN)
        .filter(token -> !token.isBlank())
        .orElseThrow(() -> new TelemetryException(Message.BYT0013, ACCESS, "token", TOKEN));
  }

  /** Returns the rule as the user wrote it, without a secret. */
  @Override
  public String toString() {
    return switch (kind) {
      case LOOPBACK -> "loopback";
      case OPEN -> "open";
      case TOKEN -> "token";
      case ROLE -> ROLE_PREFIX + secret;
    };
  }
}
