package dev.blockyard.telemetry.internal.config;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

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

  /** Without blanks around it and control characters in it, which no role's name has. */
  private static final Pattern ROLE_NAME =
      Pattern.compile("[^\\p{Z}\\p{C}](?:[^\\p{C}]*[^\\p{Z}\\p{C}])?");

  private static final Pattern BEARER_TOKEN = Pattern.compile("[!-~]+");

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
    Optional<String> token = source.apply(TOKEN).filter(given -> !given.isBlank());
    token.ifPresent(EndpointAccess::checkToken);
    return switch (value) {
      case "loopback" -> new EndpointAccess(Kind.LOOPBACK, "");
      case "open" -> new EndpointAccess(Kind.OPEN, "");
      case "token" ->
          new EndpointAccess(
              Kind.TOKEN,
              token.orElseThrow(
                  () -> new TelemetryException(Message.BYT0013, ACCESS, "token", TOKEN)));
      default -> new EndpointAccess(Kind.ROLE, role(value));
    };
  }

  private static String role(String value) {
    String name = value.startsWith(ROLE_PREFIX) ? value.substring(ROLE_PREFIX.length()) : "";
    // To be in the role * is to be in none: that is for descriptors. ** is everybody with a login.
    if (!ROLE_NAME.matcher(name).matches() || name.equals("*")) {
      throw TelemetryConfig.unusable(
          ACCESS, value, "loopback, open, token, or role:NAME with the name of a role");
    }
    return name;
  }

  private static void checkToken(String token) {
    if (!BEARER_TOKEN.matcher(token).matches()) {
      throw TelemetryConfig.unusable(
          TOKEN,
          "(not shown)",
          "visible ASCII characters without a blank, as a header carries them");
    }
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
