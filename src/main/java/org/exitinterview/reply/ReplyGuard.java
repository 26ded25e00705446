package org.exitinterview.reply;

import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.exitinterview.people.CrossSiteRequests;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before the pages that need no login: so many requests a minute from one address, so many
 * altogether, nothing sent by another site, nothing longer than a form or a file.
 */
final class ReplyGuard extends OncePerRequestFilter {

  static final int A_MINUTE_FROM_ONE_ADDRESS = 60;
  static final int A_MINUTE_ALTOGETHER = 1_200;
  static final int LONGEST_FORM = 100_000;

  /** Where a file is sent to, which may be longer than a form. */
  private static final String FILES = "/evidence";

  private static final int ADDRESSES_REMEMBERED = 10_000;

  private final long largestFile;
  private final Bucket altogether = bucket(A_MINUTE_ALTOGETHER);
  private final Map<String, Bucket> byAddress =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > ADDRESSES_REMEMBERED;
        }
      };

  /**
   * A guard that lets files pass.
   *
   * @param largestFile in bytes
   */
  ReplyGuard(long largestFile) {
    this.largestFile = largestFile;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    if (!of(request.getRemoteAddr()).tryConsume(1) || !altogether.tryConsume(1)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "60");
      refuse(response, HttpStatus.TOO_MANY_REQUESTS, "Too many tries. Please wait a minute.");
    } else if (CrossSiteRequests.isRefused(request)) {
      refuse(response, HttpStatus.FORBIDDEN, "Please open the link from your mail.");
    } else if (request.getContentLengthLong() > longest(request) || isOfUnknownLength(request)) {
      refuse(response, HttpStatus.PAYLOAD_TOO_LARGE, "This is too long. Please shorten it.");
    } else {
      chain.doFilter(request, response);
    }
  }

  private long longest(HttpServletRequest request) {
    return request.getRequestURI().endsWith(FILES) ? largestFile + LONGEST_FORM : LONGEST_FORM;
  }

  private static boolean isOfUnknownLength(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private Bucket of(String address) {
    synchronized (byAddress) {
      return byAddress.computeIfAbsent(address, first -> bucket(A_MINUTE_FROM_ONE_ADDRESS));
    }
  }

  private static Bucket bucket(int aMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(aMinute).refillGreedy(aMinute, Duration.ofMinutes(1)))
        .build();
  }

  /** Forgets who asked how often; for tests. */
  void forget() {
    synchronized (byAddress) {
      byAddress.clear();
    }
  }

  private static void refuse(HttpServletResponse response, HttpStatus status, String words)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.TEXT_PLAIN_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().println(words);
  }
}
