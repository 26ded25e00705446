package org.exitinterview.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A login ends after a working day, and a logout leaves nothing in the browser. */
class SessionEndsTest {

  private static final Duration AT_MOST = Duration.ofHours(10);

  private final HttpSession session = mock(HttpSession.class);
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void aSessionThatIsKeptAliveEndsAllTheSame() throws Exception {
    when(session.getLastAccessedTime()).thenReturn(AT_MOST.toMillis() + 1);

    assertThat(answeredAfter("/camunda/api/engine/engine/default/task").getRequest()).isNotNull();
    verify(session).invalidate();
  }

  @Test
  void untilThenItLasts() throws Exception {
    when(session.getLastAccessedTime()).thenReturn(AT_MOST.toMillis());

    answeredAfter("/camunda/api/engine/engine/default/task");
    verify(session, never()).invalidate();
    assertThat(response.getHeader("Clear-Site-Data")).isNull();
  }

  @Test
  void loggingOutClearsTheBrowser() throws Exception {
    answeredAfter("/camunda/api/admin/auth/user/default/logout");

    assertThat(response.getHeader("Clear-Site-Data")).contains("\"cache\"", "\"storage\"");
  }

  private MockFilterChain answeredAfter(String address) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", address);
    request.setSession(session);
    MockFilterChain chain = new MockFilterChain();
    new SessionEnds(AT_MOST).doFilter(request, response, chain);
    return chain;
  }
}
