package org.exitinterview.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions that last too long, however often a page that was left open asks for news, and lets
 * nothing behind in a browser that logs out.
 */
final class SessionEnds extends OncePerRequestFilter {

  private static final Pattern LOGOUT =
      Pattern.compile("/camunda/api/admin/auth/user/[^/]+/logout/?");

  /** Not the cookies: the session they name is over, and the login page needs a new token. */
  private static final String EVERYTHING = "\"cache\", \"storage\"";

  private final Duration atMost;

  SessionEnds(Duration atMost) {
    this.atMost = atMost;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    // Both by the container's clock; the latter is the request before this one.
    if (session != null
        && session.getLastAccessedTime() - session.getCreationTime() > atMost.toMillis()) {
      session.invalidate();
    }
    if (LOGOUT.matcher(request.getRequestURI()).matches()) {
      response.setHeader("Clear-Site-Data", EVERYTHING);
    }
    chain.doFilter(request, response);
  }
}
