package org.exitinterview.concern;

import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.register.CaseVisibility;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * All that a supervisor may learn of a concern: that the case is with safeguarding, where the
 * safeguarding lead allows it. Where not, the answer is that of a case without one.
 */
@RestController
@RequestMapping("/api/cases/{caseNumber}/safeguarding")
class WithSafeguarding {

  private final Concerns concerns;
  private final CaseVisibility cases;
  private final CurrentPerson currentPerson;

  WithSafeguarding(Concerns concerns, CaseVisibility cases, CurrentPerson currentPerson) {
    this.concerns = concerns;
    this.cases = cases;
    this.currentPerson = currentPerson;
  }

  /** Whether the case is with safeguarding. */
  record Status(boolean withSafeguarding) {}

  @GetMapping
  Status status(@PathVariable String caseNumber) {
    Person person = currentPerson.get();
    if (!person.holds(Role.SUPERVISOR) || cases.find(person, caseNumber).isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return new Status(concerns.mayBeKnownFor(caseNumber, person.userId()));
  }
}
