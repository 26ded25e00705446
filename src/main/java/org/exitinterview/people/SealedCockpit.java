package org.exitinterview.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Closes what the pages of Cockpit and Admin ask beside the engine's API. The web applications
 * answer it to whoever is logged in to any of them, and by queries of their own that {@link
 * SealedCounts} does not see: everybody who may read a model was told how many of it run.
 */
final class SealedCockpit extends OncePerRequestFilter {

  private static final Pattern ASKED_BY_PAGES =
      Pattern.compile("/camunda/api/(cockpit|admin)/plugin/[^/]+/(?!static(/|$)).*");

  private static final String COUNTS = "/process-definition/statistics";
  private static final String ADMINISTRATORS = "admin";

  private final String engineName;
  private final ObjectMapper json;

  SealedCockpit(String engineName, ObjectMapper json) {
    this.engineName = engineName;
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Matcher asked = ASKED_BY_PAGES.matcher(request.getRequestURI());
    Optional<UserAuthentication> login = login(request);
    if (!asked.matches() || login.isEmpty()) {
      // Without a login the web applications refuse by themselves.
      chain.doFilter(request, response);
    } else if (!login.get().isAuthorizedForApp(asked.group(1))) {
      response.setStatus(HttpStatus.FORBIDDEN.value());
    } else if (request.getRequestURI().endsWith(COUNTS)
        && !login.get().isAuthorizedForApp(ADMINISTRATORS)) {
      withoutSealed(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void withoutSealed(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, answer);
    if (answer.getStatus() == HttpStatus.OK.value()
        && json.readTree(answer.getContentAsByteArray()) instanceof ArrayNode counts) {
      for (Iterator<JsonNode> all = counts.elements(); all.hasNext(); ) {
        if (ProcessStarters.SEALED.contains(all.next().path("key").asText())) {
          all.remove();
        }
      }
      answer.resetBuffer();
      answer.getOutputStream().write(json.writeValueAsBytes(counts));
    }
    answer.copyBodyToResponse();
  }

  private Optional<UserAuthentication> login(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return Optional.ofNullable(session)
        .map(AuthenticationUtil::getAuthsFromSession)
        .map(all -> all.getAuthenticationForProcessEngine(engineName))
        .filter(UserAuthentication.class::isInstance)
        .map(UserAuthentication.class::cast);
  }
}
