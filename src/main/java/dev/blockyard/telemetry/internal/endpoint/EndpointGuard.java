package dev.blockyard.telemetry.internal.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.internal.config.EndpointAccess;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;

/** Decides who may read the module's own endpoint. */
final class EndpointGuard {
  /** No status: the client may read. */
  static final int ALLOWED = 0;

  private static final String BEARER = "Bearer ";

  /** The role of everybody who has logged in (Jakarta Servlet, section 13.3). */
  private static final String ANYBODY = "**";

  private final EndpointAccess access;

  EndpointGuard(EndpointAccess access) {
    this.access = access;
  }

  EndpointAccess access() {
    return access;
  }

  /** Returns {@link #ALLOWED}, or the status that refuses the request. */
  int refusal(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return switch (access.kind()) {
      case OPEN -> ALLOWED;
      case LOOPBACK -> LocalRequest.isLocal(request) ? ALLOWED : HttpServletResponse.SC_FORBIDDEN;
      case TOKEN -> token(request, response);
      case ROLE -> role(request, response);
    };
  }

  private int token(HttpServletRequest request, HttpServletResponse response) {
    String authorization = request.getHeader("Authorization");
    boolean known =
        authorization != null
            && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && MessageDigest.isEqual(
                authorization.substring(BEARER.length()).strip().getBytes(UTF_8),
                access.secret().getBytes(UTF_8));
    if (known) {
      return ALLOWED;
    }
    response.setHeader("WWW-Authenticate", "Bearer");
    return HttpServletResponse.SC_UNAUTHORIZED;
  }

  /** Uses the authentication that is configured for the application. */
  private int role(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      if (request.getUserPrincipal() == null && !request.authenticate(response)) {
        return HttpServletResponse.SC_UNAUTHORIZED;
      }
      if (access.secret().equals(ANYBODY)) { // a name that not every container knows
        // Where an application has no login, Tomcat authenticates everybody, as nobody.
        return request.getUserPrincipal() == null ? HttpServletResponse.SC_UNAUTHORIZED : ALLOWED;
      }
      return request.isUserInRole(access.secret()) ? ALLOWED : HttpServletResponse.SC_FORBIDDEN;
    } catch (ServletException | RuntimeException e) {
      return HttpServletResponse.SC_UNAUTHORIZED; // no login is configured, or this is none
    }
  }
}
