package dev.blockyard.telemetry.internal.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.internal.config.EndpointAccess;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides who may read the module's own endpoint. */
final class EndpointGuard {
  private static final int ALLOWED = 0;
  private static final String BEARER = "Bearer ";

  /** Only a literal may reach {@link InetAddress}, which would look a name up. */
  private static final Pattern IP_LITERAL = Pattern.compile("\\[?[0-9a-fA-F:.]+(%\\w+)?]?");

  private final EndpointAccess access;

  EndpointGuard(EndpointAccess access) {
    this.access = access;
  }

  EndpointAccess access() {
    return access;
  }

  /** Returns 0 for a reader who may read, else the status to answer with. */
  int refusal(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return switch (access.kind()) {
      case OPEN -> ALLOWED;
      case LOOPBACK -> isLocal(request) ? ALLOWED : HttpServletResponse.SC_FORBIDDEN;
      case TOKEN -> token(request, response);
      case ROLE -> role(request, response);
    };
  }

  /** A proxy on this machine passes on requests of strangers; it says so in a header. */
  private static boolean isLocal(HttpServletRequest request) {
    return request.getHeader("Forwarded") == null
        && request.getHeader("X-Forwarded-For") == null
        && isLoopback(request.getRemoteAddr());
  }

  private static boolean isLoopback(@Nullable String address) {
    try {
      return address != null
          && IP_LITERAL.matcher(address).matches()
          && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private int token(HttpServletRequest request, HttpServletResponse response) {
    String given = request.getHeader("Authorization");
    boolean known =
        given != null
            && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && MessageDigest.isEqual(
                given.substring(BEARER.length()).strip().getBytes(UTF_8),
                access.secret().getBytes(UTF_8));
    if (known) {
      return ALLOWED;
    }
    response.setHeader("WWW-Authenticate", "Bearer");
    return HttpServletResponse.SC_UNAUTHORIZED;
  }

  private int role(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getUserPrincipal() == null && !isLoggedIn(request, response)) {
      return HttpServletResponse.SC_UNAUTHORIZED;
    }
    return request.isUserInRole(access.secret()) ? ALLOWED : HttpServletResponse.SC_FORBIDDEN;
  }

  /** Lets the container log the reader in, in the way that is set up for the application. */
  private static boolean isLoggedIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      return request.authenticate(response);
    } catch (ServletException | RuntimeException e) {
      return false; // no way to log in is set up
    }
  }
}
