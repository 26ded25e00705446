package org.exitinterview.agreement;

import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.circulation.Circulation;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.process.ExitInterviewProcess.Messages;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code withdrawal.bpmn} and of the case that it ends. */
@Configuration
class Withdrawal {

  /** Ends the case: the young person does not want the interview, or not its circulation. */
  @Bean
  JavaDelegate stopCase(RuntimeService runtimeService) {
    return execution ->
        runtimeService
            .createMessageCorrelation(Messages.YOUNG_PERSON_WITHDRAWS)
            .processInstanceBusinessKey(CompanionProcesses.ABOUT_CASE.from(execution))
            .correlate();
  }

  /** Takes the copies back from everybody who has no part in the case, and tells the IRO. */
  @Bean
  JavaDelegate stopCirculation(Circulation circulation, CaseRegister register, Outbox outbox) {
    return execution -> {
      String caseNumber = CompanionProcesses.ABOUT_CASE.from(execution);
      circulation.stop(caseNumber);
      String iro = register.byNumber(caseNumber).iro();
      if (iro != null) {
        outbox.tell(Recipient.user(iro), Notice.WITHDRAWN, caseNumber);
      }
    };
  }

  /** Tells everybody who works on the case that it has ended and that nobody asks again. */
  @Bean
  JavaDelegate tellInvolved(CaseRegister register, Outbox outbox) {
    return execution ->
        team(register, execution)
            .forEach(
                person ->
                    outbox.tell(
                        Recipient.user(person),
                        Notice.WITHDRAWN,
                        execution.getProcessBusinessKey()));
  }

  private static Stream<String> team(CaseRegister register, DelegateExecution execution) {
    ExitCase exitCase = register.byNumber(execution.getProcessBusinessKey());
    return Stream.of(exitCase.socialWorker(), exitCase.iro(), exitCase.interviewer())
        .filter(Objects::nonNull)
        .distinct();
  }
}
