package org.exitinterview.concern;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.notification.UrgentOutbox;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.springframework.stereotype.Service;

/**
 * Tells people of a concern, each by mail and by telephone, and never anybody from whom it is
 * hidden.
 */
@Service
class Telling {

  private final Concerns concerns;
  private final DutyRota rota;
  private final Directory directory;
  private final Outbox outbox;
  private final UrgentOutbox urgentOutbox;

  Telling(
      Concerns concerns,
      DutyRota rota,
      Directory directory,
      Outbox outbox,
      UrgentOutbox urgentOutbox) {
    this.concerns = concerns;
    this.rota = rota;
    this.directory = directory;
    this.outbox = outbox;
    this.urgentOutbox = urgentOutbox;
  }

  /** Tells the first person on duty; without anybody on duty every safeguarding lead. */
  void first(String concernNumber) {
    Concern concern = concerns.byNumber(concernNumber);
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    Optional<String> onDuty =
        rota.onDuty(concern.area()).stream().filter(person -> !hidden.contains(person)).findFirst();
    if (onDuty.isPresent()) {
      tell(concernNumber, onDuty.get(), Notice.CONCERN_RAISED);
    } else {
      everyLead(concernNumber, Notice.CONCERN_RAISED);
    }
  }

  /** Tells whoever has been told least often so far, in the order of the rota. */
  void next(String concernNumber) {
    Concern concern = concerns.byNumber(concernNumber);
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    List<String> told = concerns.told(concernNumber);
    rota.inOrder(concern.area()).stream()
        .filter(person -> !hidden.contains(person))
        .min(Comparator.comparingInt(person -> Collections.frequency(told, person)))
        .ifPresentOrElse(
            person -> tell(concernNumber, person, Notice.CONCERN_RAISED),
            () -> everybody(concernNumber, Role.SENIOR_MANAGER, Notice.ALERT));
  }

  /** Reminds whoever confirmed it; until then whoever is on duty, and every other lead. */
  void remind(String concernNumber) {
    Concern concern = concerns.byNumber(concernNumber);
    String acknowledgedBy = concern.acknowledgedBy();
    if (acknowledgedBy != null && !concerns.hiddenFrom(concernNumber).contains(acknowledgedBy)) {
      tell(concernNumber, acknowledgedBy, Notice.REMINDER);
    } else {
      everyLead(concernNumber, Notice.REMINDER);
    }
  }

  /** Tells a role, and every safeguarding lead, that a step waits longer than agreed. */
  void alert(String concernNumber, Role role) {
    everybody(concernNumber, role, Notice.ALERT);
    everyLead(concernNumber, Notice.REMINDER);
  }

  private void everyLead(String concernNumber, Notice notice) {
    everybody(concernNumber, Role.SAFEGUARDING_LEAD, notice);
  }

  private void everybody(String concernNumber, Role role, Notice notice) {
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    Stream<String> people = directory.membersOf(role).stream();
    people
        .filter(person -> !hidden.contains(person))
        .forEach(person -> tell(concernNumber, person, notice));
  }

  private void tell(String concernNumber, String person, Notice notice) {
    concerns.noteTold(concernNumber, person);
    outbox.tell(Recipient.user(person), notice, concernNumber);
    rota.telephone(person)
        .ifPresent(telephone -> urgentOutbox.tell(person, telephone, concernNumber));
  }
}
