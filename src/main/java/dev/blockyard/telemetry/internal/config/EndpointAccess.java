package dev.blockyard.telemetry.internal.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may read the module's own endpoint.
 *
 * @param kind the rule
 * @param secret the token or the name of the role; empty for the other rules
 */
public record EndpointAccess(Kind kind, String secret) {

  /** The key of the rule. */
  public static final String ACCESS = Keys.PREFIX + "metrics.access";

  private static final String ROLE_PREFIX = "role:";

  /** No surrounding blanks and no control characters. */
  private static final Pattern ROLE_NAME =
      Pattern.compile("[^\\p{Z}\\p{C}](?:[^\\p{C}]*[^\\p{Z}\\p{C}])?");

  private static final Pattern MISPLACED_TOKEN =
      Pattern.compile("(?is)^(\\s*(?:token|bearer)[^\\p{L}\\p{N},]+).+");

  /** The rules. */
  public enum Kind {
    /** This machine, unless a proxy forwarded the request. */
    LOOPBACK,
    /** Everybody. */
    OPEN,
    /** Clients that send the bearer token. */
    TOKEN,
    /** Users who have the role. */
    ROLE
  }

  /**
   * Parses the value of {@link #ACCESS}; the token of {@link Kind#TOKEN} comes from its own key.
   */
  static Optional<EndpointAccess> parse(String value) {
    return switch (value) {
      case "loopback" -> Optional.of(new EndpointAccess(Kind.LOOPBACK, ""));
      case "open" -> Optional.of(new EndpointAccess(Kind.OPEN, ""));
      case "token" -> Optional.of(new EndpointAccess(Kind.TOKEN, ""));
      default -> role(value).map(name -> new EndpointAccess(Kind.ROLE, name));
    };
  }

  private static Optional<String> role(String value) {
    // "*" in a deployment descriptor means any role; isUserInRole("*") is always false.
    // "**" means any authenticated user.
    return Optional.of(value)
        .filter(access -> access.startsWith(ROLE_PREFIX))
        .map(access -> access.substring(ROLE_PREFIX.length()))
        .filter(name -> ROLE_NAME.matcher(name).matches() && !name.equals("*"));
  }

  EndpointAccess withToken(String token) {
    return new EndpointAccess(kind, token);
  }

  /** Hides a token that was written into the wrong key, as in {@code token:s3cret}. */
  static String withoutSecret(String value) {
    return MISPLACED_TOKEN.matcher(value).replaceFirst("$1(not shown)");
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
