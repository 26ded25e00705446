package org.exitinterview.leaving;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Takes in returns and single leavers: reads, decides, enters them, and opens their cases. */
@Service
class LeaverIntake {

  private static final Logger LOG = LoggerFactory.getLogger(LeaverIntake.class);

  /** The sender of a very large return gets the answer while the last cases open. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Eligibility eligibility;
  private final EndingRegistration registration;
  private final CaseOpener caseOpener;

  LeaverIntake(Eligibility eligibility, EndingRegistration registration, CaseOpener caseOpener) {
    this.eligibility = eligibility;
    this.registration = registration;
    this.caseOpener = caseOpener;
  }

  /**
   * Takes in a return.
   *
   * @param header null if none was sent
   * @param openFrom leavers before that day get no case; null for none
   * @param person user id of the sender
   * @throws UnreadableReturnException if a file is no such file
   */
  LeaversAnswer takeIn(
      byte[] episodes, byte @Nullable [] header, @Nullable LocalDate openFrom, String person) {
    SortedReturn sorted =
        SortedReturn.of(
            EpisodesFile.read(episodes),
            header == null ? HeaderFile.none() : HeaderFile.read(header),
            eligibility.rules());
    return enter(sorted, openFrom, person);
  }

  /**
   * Takes in one leaver.
   *
   * @throws UnreadableReturnException if what is said about the placement contradicts itself
   */
  LeaversAnswer takeIn(Placement placement, @Nullable LocalDate openFrom, String person) {
    Scope scope = eligibility.rules().decide(placement.scopeFacts());
    if (scope.verdict() == Scope.Verdict.CONTRADICTORY) {
      throw new UnreadableReturnException("The leaver cannot be taken in.", scope.rule());
    }
    return enter(
        new SortedReturn(1, List.of(new ReportedPlacement(1, placement, scope)), List.of()),
        openFrom,
        person);
  }

  private LeaversAnswer enter(SortedReturn sorted, @Nullable LocalDate openFrom, String person) {
    int opened = registration.register(sorted, openFrom, person);
    LeaversAnswer answer = LeaversAnswer.of(sorted, opened);
    LOG.info(
        "Leavers taken in: rows {}, leavers {}, opened {}, already known {}, left out {}",
        answer.rows(),
        answer.leavers(),
        answer.opened(),
        answer.alreadyKnown(),
        answer.errors().size());
    waitFor();
    return answer;
  }

  private void waitFor() {
    try {
      caseOpener.keepPromises().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("The cases of a large return are still being opened");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // Everything is in the register, so the cases open later; the return itself is taken in.
      LOG.warn("Opening the cases of a return is put off", e.getCause());
    }
  }
}
