package org.exitinterview.leaving;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.RuntimeService;
import org.exitinterview.process.ExitInterviewProcess.Messages;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.Promises;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps the promises of the register: opens and closes cases, each in a transaction of its own
 * together with its row. What a crash or a failure left behind is taken up at the next start, with
 * the next return, or after some minutes.
 */
@Component
class CaseOpener {

  private static final Logger LOG = LoggerFactory.getLogger(CaseOpener.class);
  private static final int PAGE = 500;

  private final PlacementEndings endings;
  private final StartExitInterview startExitInterview;
  private final CaseRegister register;
  private final Promises promises;
  private final RuntimeService runtimeService;
  private final TransactionOperations transaction;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "case-opener");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean stopping;

  CaseOpener(
      PlacementEndings endings,
      StartExitInterview startExitInterview,
      CaseRegister register,
      Promises promises,
      RuntimeService runtimeService,
      TransactionOperations transaction) {
    this.endings = endings;
    this.startExitInterview = startExitInterview;
    this.register = register;
    this.promises = promises;
    this.runtimeService = runtimeService;
    this.transaction = transaction;
  }

  /** Takes up what waits, off the caller's thread; done when nothing waits any more. */
  CompletableFuture<Void> keepPromises() {
    return CompletableFuture.runAsync(this::keepAll, worker);
  }

  @EventListener(ApplicationReadyEvent.class)
  void takeUpAfterStart() {
    var unused = keepPromises();
  }

  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT5M")
  void takeUpAgain() {
    keepPromises().join();
  }

  @PreDestroy
  void stop() {
    stopping = true;
    worker.shutdown();
  }

  private void keepAll() {
    long last = 0;
    List<Long> page = endings.waiting(last, PAGE);
    while (!page.isEmpty() && !stopping) {
      for (Long id : page) {
        if (stopping) {
          return;
        }
        keepOne(id);
        last = id;
      }
      page = endings.waiting(last, PAGE);
    }
  }

  private void keepOne(long id) {
    try {
      transaction.executeWithoutResult(
          status ->
              endings
                  .takeWaiting(id)
                  .ifPresent(
                      ending -> {
                        if (ending.status() == EndingStatus.TO_OPEN) {
                          open(ending);
                        } else {
                          withdraw(ending);
                        }
                      }));
    } catch (RuntimeException e) {
      // The message of a refused statement may quote the row, so only its kind is logged.
      LOG.warn("Ending {} waits: its case cannot be opened or closed now ({})", id, causes(e));
    }
  }

  private void open(RegisteredEnding ending) {
    startExitInterview.start(
        ending, caseNumber -> endings.settle(ending.id(), EndingStatus.OPENED, caseNumber));
  }

  private void withdraw(RegisteredEnding ending) {
    String caseNumber = ending.caseNumber();
    boolean leaverOfAReturn =
        caseNumber != null && register.byNumber(caseNumber).source().equals(Source.RETURN.code());
    // A young person who was promised something hears it, whatever a later return says.
    boolean nothingPromised = caseNumber == null || !promises.areOpen(caseNumber);
    if (caseNumber != null && ending.caseIsOpen() && leaverOfAReturn && nothingPromised) {
      String reason = ending.withdrawalReason();
      register.record(
          StartExitInterview.act(
              ending.reportedBy(),
              Act.Kind.SYSTEM,
              caseNumber,
              Map.of(
                  "outcomeReason", reason == null ? EndingRegistration.ENDING_WITHDRAWN : reason)));
      runtimeService
          .createMessageCorrelation(Messages.NOTICE_WITHDRAWN)
          .processInstanceBusinessKey(caseNumber)
          .correlate();
    }
    endings.settle(
        ending.id(),
        ending.scope().verdict() == Scope.Verdict.OUT_OF_SCOPE
            ? EndingStatus.OUT_OF_SCOPE
            : EndingStatus.WITHDRAWN,
        caseNumber);
  }

  private static String causes(Throwable error) {
    StringBuilder names = new StringBuilder(error.getClass().getSimpleName());
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      names.append(" < ").append(cause.getClass().getSimpleName());
    }
    return names.toString();
  }
}
