package org.exitinterview.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a page must know to warn before the login ends. */
@RestController
class SessionController {

  private final CurrentPerson currentPerson;

  SessionController(CurrentPerson currentPerson) {
    this.currentPerson = currentPerson;
  }

  /**
   * The login that the request came with.
   *
   * @param idleSeconds after how long without use it ends; 0 for a login without a session
   */
  record Session(String person, int idleSeconds) {}

  @GetMapping("/api/session")
  Session session(HttpServletRequest request) {
    return new Session(
        currentPerson.get().userId(),
        Optional.ofNullable(request.getSession(false))
            .map(HttpSession::getMaxInactiveInterval)
            .orElse(0));
  }
}
