package org.exitinterview.concern;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.exitinterview.chasing.Deadlines;
import org.exitinterview.circulation.Circulation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code concern.bpmn} that tell people and let copies go. */
@Configuration
class ConcernSteps {

  /** Tells whoever is on duty. */
  @Bean
  JavaDelegate tellSafeguardingLead(Telling telling) {
    return execution -> telling.first(execution.getProcessBusinessKey());
  }

  /** Nobody has confirmed yet: tells the next person. */
  @Bean
  JavaDelegate tellNextOnDuty(Telling telling) {
    return execution ->
        telling.next(execution.getProcessBusinessKey(), stepOf(execution.getCurrentActivityId()));
  }

  /** Reminds of a step of the concern. */
  @Bean
  JavaDelegate remindSafeguarding(Telling telling) {
    return execution ->
        telling.remind(execution.getProcessBusinessKey(), stepOf(execution.getCurrentActivityId()));
  }

  /** Tells the role named in deadlines.dmn that a step of the concern waits too long. */
  @Bean
  JavaDelegate alertSafeguarding(Telling telling, Deadlines deadlines) {
    return execution -> {
      String step = stepOf(execution.getCurrentActivityId());
      telling.alert(execution.getProcessBusinessKey(), step, deadlines.alertTo(step));
    };
  }

  /** Reminds whoever may look at a pattern that nobody has looked at. */
  @Bean
  JavaDelegate remindOfPattern(Telling telling) {
    return execution -> telling.remindOfPattern(execution.getProcessBusinessKey());
  }

  /** Sends the copies that no other concern holds. */
  @Bean
  JavaDelegate releaseCopies(Concerns concerns, Circulation circulation) {
    return execution ->
        circulation.sendHeld(concerns.byNumber(execution.getProcessBusinessKey()).aboutCase());
  }

  /** What chases a step is named after it: {@code endEvent_makeChildSafeAlerted}. */
  static String stepOf(String chaseId) {
    return chaseId.replaceFirst("^endEvent_", "").replaceFirst("(Alerted|Reminded)$", "");
  }
}
