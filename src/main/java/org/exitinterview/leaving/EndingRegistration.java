package org.exitinterview.leaving;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.exitinterview.leaving.PlacementEndings.NewEnding;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enters a return into the register in one transaction: what is new, what was corrected, what is no
 * longer so. Cases are only promised here and opened or closed afterwards, one by one, so a crash
 * at any moment neither loses nor doubles one.
 */
@Component
class EndingRegistration {

  /** The return no longer says that the placement ended. */
  static final String ENDING_WITHDRAWN = "ENDING_WITHDRAWN";

  /** The placement ended, but as corrected no interview is offered for it. */
  static final String ENDING_CORRECTED = "ENDING_CORRECTED";

  private final PlacementEndings endings;
  private final CaseRegister register;

  EndingRegistration(PlacementEndings endings, CaseRegister register) {
    this.endings = endings;
    this.register = register;
  }

  /**
   * Enters the return.
   *
   * @param openFrom leavers before that day are entered as known, without a case; null for none
   * @param person user id of the sender
   * @return how many cases are promised
   */
  @Transactional
  public int register(SortedReturn sorted, @Nullable LocalDate openFrom, String person) {
    endings.lockIntake();
    Set<String> children =
        sorted.placements().stream()
            .map(reported -> reported.placement().child())
            .collect(Collectors.toSet());
    Changes changes = new Changes(sorted, openFrom, person, children);
    sorted.placements().forEach(changes::consider);
    changes.save();
    return changes.opened;
  }

  /** The differences between one return and the register. */
  private final class Changes {

    private final @Nullable LocalDate openFrom;
    private final String person;
    private final Set<PlacementKey> reportedKeys = new HashSet<>();
    private final Map<PlacementKey, RegisteredEnding> registered = new HashMap<>();
    private final Map<String, List<RegisteredEnding>> absentEndings = new HashMap<>();
    private final Map<String, List<NoticedCase>> noticed = new HashMap<>();
    private final List<NewEnding> added = new ArrayList<>();
    private final List<RegisteredEnding> changed = new ArrayList<>();
    private int opened;

    Changes(
        SortedReturn sorted, @Nullable LocalDate openFrom, String person, Set<String> children) {
      this.openFrom = openFrom;
      this.person = person;
      sorted.placements().forEach(reported -> reportedKeys.add(reported.key()));
      endings.ofChildren(children).forEach(this::know);
      endings
          .noticedCases(children)
          .forEach(
              found ->
                  noticed.computeIfAbsent(found.child(), unused -> new ArrayList<>()).add(found));
    }

    private void know(RegisteredEnding known) {
      Placement placement = known.placement();
      registered.put(placement.key(), known);
      if (!reportedKeys.contains(placement.key())) {
        absentEndings.computeIfAbsent(placement.child(), unused -> new ArrayList<>()).add(known);
      }
    }

    void consider(ReportedPlacement reported) {
      RegisteredEnding known = registered.get(reported.key());
      if (!reported.isEnding()) {
        if (known != null) {
          withdraw(known, reported);
        }
      } else if (known != null) {
        update(known, reported);
      } else {
        sameEndingWithOtherFirstDay(reported)
            .ifPresentOrElse(other -> update(other, reported), () -> add(reported));
      }
    }

    void save() {
      endings.change(changed);
      endings.add(added, person);
    }

    private void add(ReportedPlacement reported) {
      Optional<NoticedCase> sameMove =
          reported.isLeaver() ? takeNotice(reported.placement()) : Optional.empty();
      sameMove.ifPresent(found -> correctCase(found.caseNumber(), reported));
      added.add(
          new NewEnding(
              reported,
              sameMove.isPresent() ? EndingStatus.OPENED : firstStatus(reported),
              sameMove.map(NoticedCase::caseNumber).orElse(null)));
    }

    private EndingStatus firstStatus(ReportedPlacement reported) {
      if (!reported.isLeaver()) {
        return EndingStatus.OUT_OF_SCOPE;
      }
      LocalDate endedOn = reported.placement().endedOn();
      if (openFrom != null && endedOn != null && endedOn.isBefore(openFrom)) {
        return EndingStatus.KNOWN;
      }
      opened++;
      return EndingStatus.TO_OPEN;
    }

    private void update(RegisteredEnding known, ReportedPlacement reported) {
      Placement placement =
          reported.placement().dateOfBirth() == null
              ? reported.placement().withDateOfBirth(known.placement().dateOfBirth())
              : reported.placement();
      EndingStatus status = nextStatus(known, reported);
      boolean same =
          placement.equals(known.placement())
              && reported.scope().equals(known.scope())
              && status == known.status();
      if (same) {
        return;
      }
      boolean opensAgain = status == EndingStatus.TO_OPEN && known.status() != status;
      String caseNumber = opensAgain ? null : known.caseNumber();
      if (status == EndingStatus.OPENED && known.caseIsOpen() && caseNumber != null) {
        correctCase(caseNumber, reported);
      }
      changed.add(
          new RegisteredEnding(
              known.id(),
              placement,
              reported.scope(),
              status,
              caseNumber,
              known.caseIsOpen(),
              known.caseIsDone(),
              status == EndingStatus.TO_WITHDRAW ? ENDING_CORRECTED : null,
              person));
    }

    private EndingStatus nextStatus(RegisteredEnding known, ReportedPlacement reported) {
      if (reported.isLeaver()) {
        return switch (known.status()) {
          case TO_OPEN, OPENED, KNOWN -> known.status();
          case TO_WITHDRAW -> EndingStatus.OPENED;
          case OUT_OF_SCOPE, WITHDRAWN ->
              wasAskedAbout(known, reported) ? EndingStatus.OPENED : firstStatus(reported);
        };
      }
      return switch (known.status()) {
        case OPENED, TO_WITHDRAW ->
            known.caseIsOpen() ? EndingStatus.TO_WITHDRAW : EndingStatus.OUT_OF_SCOPE;
        case TO_OPEN, KNOWN, OUT_OF_SCOPE, WITHDRAWN -> EndingStatus.OUT_OF_SCOPE;
      };
    }

    /** A return that changes its mind and back must not have a young person asked twice. */
    private static boolean wasAskedAbout(RegisteredEnding known, ReportedPlacement reported) {
      return known.caseIsDone()
          && Objects.equals(known.placement().endedOn(), reported.placement().endedOn());
    }

    private void withdraw(RegisteredEnding known, ReportedPlacement reported) {
      if (known.status() == EndingStatus.WITHDRAWN || known.status() == EndingStatus.TO_WITHDRAW) {
        return;
      }
      boolean hasOpenCase = known.status() == EndingStatus.OPENED && known.caseIsOpen();
      boolean stillOpen = reported.scope().verdict() == Scope.Verdict.STILL_OPEN;
      changed.add(
          new RegisteredEnding(
              known.id(),
              known.placement(),
              known.scope(),
              hasOpenCase ? EndingStatus.TO_WITHDRAW : EndingStatus.WITHDRAWN,
              known.caseNumber(),
              known.caseIsOpen(),
              known.caseIsDone(),
              stillOpen ? ENDING_WITHDRAWN : ENDING_CORRECTED,
              person));
    }

    /** A first day put right must not look like a second move of the same child. */
    private Optional<RegisteredEnding> sameEndingWithOtherFirstDay(ReportedPlacement reported) {
      List<RegisteredEnding> absent =
          absentEndings.getOrDefault(reported.placement().child(), new ArrayList<>());
      Optional<RegisteredEnding> same =
          absent.stream()
              .filter(
                  known ->
                      known.placement().homeUrn().equalsIgnoreCase(reported.placement().homeUrn())
                          && Objects.equals(
                              known.placement().endedOn(), reported.placement().endedOn()))
              .findFirst();
      same.ifPresent(absent::remove);
      return same;
    }

    private Optional<NoticedCase> takeNotice(Placement placement) {
      List<NoticedCase> cases = noticed.getOrDefault(placement.child(), new ArrayList<>());
      Optional<NoticedCase> found = cases.stream().filter(one -> one.means(placement)).findFirst();
      found.ifPresent(cases::remove);
      return found;
    }

    private void correctCase(String caseNumber, ReportedPlacement reported) {
      endings.correctCase(caseNumber, reported.placement(), reported.scope().sensitive());
      register.record(
          StartExitInterview.act(
              person, Act.Kind.SYSTEM, caseNumber, StartExitInterview.facts(reported.placement())));
    }
  }
}
