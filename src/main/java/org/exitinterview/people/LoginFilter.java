package org.exitinterview.people;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.exitinterview.config.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only people who are logged in through, and tells the engine who they are while the request
 * lasts. A login is HTTP basic or, where allowed, the session of the web applications.
 */
final class LoginFilter extends OncePerRequestFilter {

  /** Which logins count. */
  enum Accepts {
    BASIC,
    BASIC_OR_SESSION
  }

  private static final String SCHEME = "basic ";
  private static final String STYLE_SHEET = "/pages/page.css";

  private final ProcessEngine engine;
  private final ObjectMapper json;
  private final Accepts accepts;

  LoginFilter(ProcessEngine engine, ObjectMapper json, Accepts accepts) {
    this.engine = engine;
    this.json = json;
    this.accepts = accepts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (CrossSiteRequests.isRefused(request)) {
      answer(
          response,
          HttpStatus.FORBIDDEN,
          Problem.of("A page of another site may not change anything here."));
      return;
    }
    Optional<String> userId = login(request);
    if (userId.isEmpty()) {
      if (!isAskedByAPage(request)) {
        response.setHeader(
            HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Exit interviews\", charset=\"UTF-8\"");
      }
      answer(response, HttpStatus.UNAUTHORIZED, Problem.of("Please log in."));
      return;
    }
    IdentityService identity = engine.getIdentityService();
    try {
      identity.setAuthentication(userId.get(), groupsOf(userId.get()));
      chain.doFilter(request, response);
    } finally {
      identity.clearAuthentication();
    }
  }

  /**
   * A script of ours: for it, the browser would open a window of its own that asks for a password.
   */
  private static boolean isAskedByAPage(HttpServletRequest request) {
    return "empty".equals(request.getHeader("Sec-Fetch-Dest"));
  }

  /** The style sheet holds no data, and pages that need no login use it too. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return STYLE_SHEET.equals(request.getRequestURI());
  }

  private Optional<String> login(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      return basicLogin(header);
    }
    return accepts == Accepts.BASIC_OR_SESSION ? sessionLogin(request) : Optional.empty();
  }

  private Optional<String> basicLogin(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    String credentials;
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      credentials = new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    int colon = credentials.indexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    String userId = credentials.substring(0, colon);
    return isPasswordRight(userId, credentials.substring(colon + 1))
        ? Optional.of(userId)
        : Optional.empty();
  }

  private boolean isPasswordRight(String userId, String password) {
    try {
      // Counts failures and slows guessing down, as the web applications' login does.
      return engine.getIdentityService().checkPassword(userId, password);
    } catch (ProcessEngineException unacceptableUserId) {
      return false;
    }
  }

  /** A session counts only while the person still exists; his groups are read anew each time. */
  private Optional<String> sessionLogin(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    Authentication authentication =
        AuthenticationUtil.getAuthsFromSession(session)
            .getAuthenticationForProcessEngine(engine.getName());
    return Optional.ofNullable(authentication)
        .map(Authentication::getIdentityId)
        .filter(
            userId -> engine.getIdentityService().createUserQuery().userId(userId).count() == 1);
  }

  private List<String> groupsOf(String userId) {
    return engine.getIdentityService().createGroupQuery().groupMember(userId).list().stream()
        .map(Group::getId)
        .toList();
  }

  private void answer(HttpServletResponse response, HttpStatus status, Problem problem)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    json.writeValue(response.getWriter(), problem);
  }
}
