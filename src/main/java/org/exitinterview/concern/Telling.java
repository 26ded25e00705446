package org.exitinterview.concern;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Patterns patterns;
  private final Cover cover;
  private final ConcernReaders readers;
  private final DutyRota rota;
  private final Directory directory;
  private final Outbox outbox;
  private final UrgentOutbox urgentOutbox;

  Telling(
      Concerns concerns,
      Patterns patterns,
      Cover cover,
      ConcernReaders readers,
      DutyRota rota,
      Directory directory,
      Outbox outbox,
      UrgentOutbox urgentOutbox) {
    this.concerns = concerns;
    this.patterns = patterns;
    this.cover = cover;
    this.readers = readers;
    this.rota = rota;
    this.directory = directory;
    this.outbox = outbox;
    this.urgentOutbox = urgentOutbox;
  }

  /** Tells the first person on duty; without anybody on duty everybody who may act on it. */
  void first(String concernNumber) {
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    onDuty(concernNumber, hidden)
        .ifPresentOrElse(
            person -> tell(concernNumber, person, Notice.CONCERN_RAISED),
            () -> tellAll(concernNumber, whoActs(hidden), Notice.CONCERN_RAISED));
  }

  private Optional<String> onDuty(String concernNumber, Set<String> hidden) {
    return rota.onDuty(concerns.byNumber(concernNumber).area()).stream()
        .filter(person -> !hidden.contains(person))
        .findFirst();
  }

  /**
   * Tells whoever has been told least often so far, in the order of the rota; whoever stands in
   * where it is hidden from every lead.
   */
  void next(String concernNumber, String step) {
    // Leads come and go while it waits: whoever acts on it today has to be able to.
    readers.letThemRead(concernNumber);
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    List<String> told = concerns.told(concernNumber);
    List<String> whoActs = whoActs(hidden);
    rota.inOrder(concerns.byNumber(concernNumber).area(), whoActs).stream()
        .filter(person -> !hidden.contains(person))
        .min(Comparator.comparingInt(person -> Collections.frequency(told, person)))
        .ifPresent(person -> tell(concernNumber, person, Notice.CONCERN_RAISED));
    repeatAlert(concernNumber, step, hidden);
  }

  /**
   * Reminds whoever confirmed it, while he or she may act on it; until then, and afterwards,
   * everybody who may.
   */
  void remind(String concernNumber, String step) {
    readers.letThemRead(concernNumber);
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    List<String> whoActs = whoActs(hidden);
    String acknowledgedBy = concerns.byNumber(concernNumber).acknowledgedBy();
    if (acknowledgedBy != null && whoActs.contains(acknowledgedBy)) {
      tell(concernNumber, acknowledgedBy, Notice.REMINDER);
    } else {
      tellAll(concernNumber, whoActs, Notice.REMINDER);
    }
    repeatAlert(concernNumber, step, hidden);
  }

  /** Tells a role, and everybody who may act on it, that a step waits longer than agreed. */
  void alert(String concernNumber, String step, Role role) {
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    concerns.noteAlerted(concernNumber, step, role.groupId());
    tellAll(concernNumber, others(role.groupId(), hidden), Notice.ALERT);
    tellAll(concernNumber, whoActs(hidden), Notice.REMINDER);
  }

  /** Whoever was alerted once hears of it each time until somebody acts. */
  private void repeatAlert(String concernNumber, String step, Set<String> hidden) {
    concerns
        .alerted(concernNumber, step)
        .map(group -> others(group, hidden))
        .ifPresent(people -> tellAll(concernNumber, people, Notice.ALERT));
  }

  /** Tells everybody who may look at a pattern, and nobody from whom a concern in it is hidden. */
  void ofPattern(String patternNumber) {
    whoActs(patterns.hiddenFrom(patternNumber))
        .forEach(person -> outbox.tell(Recipient.user(person), Notice.TASK_WAITING, patternNumber));
  }

  /** Reminds the same people of a pattern that nobody has looked at. */
  void remindOfPattern(String patternNumber) {
    readers.openPattern(patternNumber);
    whoActs(patterns.hiddenFrom(patternNumber))
        .forEach(person -> outbox.tell(Recipient.user(person), Notice.REMINDER, patternNumber));
  }

  /** Never empty: as a last resort an administrator hears that somebody has to be found. */
  private List<String> whoActs(Set<String> hidden) {
    List<String> people = cover.people(hidden);
    return people.isEmpty() ? others(Role.ADMINISTRATOR.groupId(), hidden) : people;
  }

  private List<String> others(String group, Set<String> hidden) {
    return directory.membersOf(group).stream().filter(person -> !hidden.contains(person)).toList();
  }

  private void tellAll(String concernNumber, List<String> people, Notice notice) {
    people.forEach(person -> tell(concernNumber, person, notice));
  }

  private void tell(String concernNumber, String person, Notice notice) {
    concerns.noteTold(concernNumber, person);
    outbox.tell(Recipient.user(person), notice, concernNumber);
    rota.telephone(person)
        .ifPresent(telephone -> urgentOutbox.tell(person, telephone, concernNumber));
  }
}
