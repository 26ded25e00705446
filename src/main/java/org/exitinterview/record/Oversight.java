package org.exitinterview.record;

import java.util.List;
import java.util.Set;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.record.ReadLog.Entry;
import org.exitinterview.record.ReadLog.Event;
import org.springframework.stereotype.Component;

/** Lets those who answer for the records see how they are kept; whoever else tries is logged. */
@Component
class Oversight {

  /** Stands where a line of the read log has a case number, when it is about no single case. */
  static final String EVERY_CASE = "all";

  private final CurrentPerson currentPerson;
  private final ReadLog readLog;

  Oversight(CurrentPerson currentPerson, ReadLog readLog) {
    this.currentPerson = currentPerson;
    this.readLog = readLog;
  }

  /**
   * The current person, if he or she holds one of the roles.
   *
   * @param part what is asked for, as the read log shows it
   * @param refusal what others are told
   * @throws AccessRefusedException for everybody else; logged
   */
  Person require(Set<Role> roles, String part, String caseNumber, String refusal) {
    Person person = currentPerson.get();
    if (roles.stream().noneMatch(person::holds)) {
      readLog.addAlone(
          List.of(new Entry(person.userId(), caseNumber, part, Event.REFUSED, "no role for it")));
      throw new AccessRefusedException(refusal);
    }
    return person;
  }

  /** Whether the current person holds one of the roles; nothing is logged. */
  boolean isOneOf(Set<Role> roles) {
    return roles.stream().anyMatch(currentPerson.get()::holds);
  }
}
