package org.exitinterview.recommendation;

import java.util.EnumSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.process.RecommendationProcess.Variables;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.springframework.stereotype.Component;

/**
 * Sends one recommendation to the person it names, who sees this one and nothing else of the record
 * (procedure 13.8 section 3).
 */
@Component("sendRecommendation")
class SendRecommendation implements JavaDelegate {

  private static final String BASIS = "named in the recommendation";

  private final RecordVault vault;
  private final Recommendations recommendations;
  private final Outbox outbox;

  SendRecommendation(RecordVault vault, Recommendations recommendations, Outbox outbox) {
    this.vault = vault;
    this.recommendations = recommendations;
    this.outbox = outbox;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String caseNumber = execution.getProcessBusinessKey();
    String recommendationId = Variables.RECOMMENDATION_ID.from(execution);
    // Not the process variable, which a supervisor may set.
    String owner =
        vault
            .latestAct(caseNumber, Elements.WRITE_RECOMMENDATION, recommendationId)
            .map(act -> act.facts().get("owner"))
            .map(Object::toString)
            .orElseThrow(() -> new IllegalStateException("Nobody made this recommendation"));
    Reader reader = Reader.user(owner);
    vault.grant(
        caseNumber,
        reader,
        EnumSet.of(Section.RECOMMENDATION),
        recommendationId,
        Access.READ,
        BASIS);
    vault.grant(
        caseNumber, reader, EnumSet.of(Section.REPLY), recommendationId, Access.WRITE, BASIS);
    recommendations.noteSent(recommendationId);
    outbox.tell(Recipient.user(owner), Notice.RECOMMENDATION_SENT, caseNumber);
  }
}
