package org.exitinterview.notification;

import java.util.Map;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Where the authority's mail server hands in what came back to the sender's address. */
@RestController
class BouncesController {

  private static final int LONGEST_REPORT = 200_000;

  private final Bounces bounces;
  private final CurrentPerson currentPerson;

  BouncesController(Bounces bounces, CurrentPerson currentPerson) {
    this.bounces = bounces;
    this.currentPerson = currentPerson;
  }

  /** Says whether a mail of ours is now known as failed. */
  @PostMapping(path = "/api/bounces", consumes = "message/rfc822")
  Map<String, Boolean> take(@RequestBody byte[] report) {
    Person person = currentPerson.get();
    if (!person.holds(Role.SUPERVISOR) && !person.holds(Role.ADMINISTRATOR)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    if (report.length > LONGEST_REPORT) {
      throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE);
    }
    return Map.of("noted", bounces.take(report));
  }
}
