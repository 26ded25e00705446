package org.exitinterview.config;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets the pages of Camunda's web applications run the scripts they name and those that these load,
 * and nothing else: no script in a text, no code from a string, nothing from another site.
 *
 * <p>The engine has a policy of its own, which is off: it keeps its nonce in one place for all
 * requests, so that a page is blank when two requests meet (Camunda 7.24.0), and it allows {@code
 * eval}.
 *
 * <p>The sandbox ends where a page of ours opens in a tab of its own, under its own stricter
 * policy: in a sandbox no browser shows the PDF of a copy.
 */
final class WebApplicationPolicy extends OncePerRequestFilter {

  /** Styles within a page stay allowed: AngularJS and form-js set them. */
  private static final String POLICY =
      "default-src 'self'; script-src 'nonce-%s' 'strict-dynamic'; style-src 'self'"
          + " 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
          + " worker-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'self'; form-action"
          + " 'self'; frame-ancestors 'none'; sandbox allow-forms allow-modals allow-scripts"
          + " allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";

  private final SecureRandom random = new SecureRandom();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String nonce = nonce();
    response.setHeader("Content-Security-Policy", POLICY.formatted(nonce));
    response.setHeader("Referrer-Policy", "same-origin");
    ContentCachingResponseWrapper page = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, page);
    String type = page.getContentType();
    if (type != null && MediaType.parseMediaType(type).isCompatibleWith(MediaType.TEXT_HTML)) {
      byte[] named =
          new String(page.getContentAsByteArray(), StandardCharsets.UTF_8)
              .replace("<script", "<script nonce=\"" + nonce + "\"")
              .getBytes(StandardCharsets.UTF_8);
      page.resetBuffer();
      page.getOutputStream().write(named);
    }
    page.copyBodyToResponse();
  }

  private String nonce() {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
