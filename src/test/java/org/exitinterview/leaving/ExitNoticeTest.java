package org.exitinterview.leaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.ApplicationTest;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A unit manager's notice opens one case for one move. */
@ApplicationTest
class ExitNoticeTest {

  @Autowired private ExitNotice exitNotice;
  @Autowired private CaseRegister register;

  private final String child = UUID.randomUUID().toString();
  private final DelegateExecution execution = mock(DelegateExecution.class);

  @Test
  void opensACase() {
    String caseNumber =
        exitNotice.started(
            execution,
            Map.of(
                "child", child,
                "dateOfBirth", "2010-05-06",
                "home", "SC123456",
                "placementType", "K2",
                "placedOn", "2024-01-02",
                "moveDate", "",
                "plannedMove", "emergency",
                "reasonPlaceChange", "ALLEG",
                "learningDisability", true));

    ExitCase exitCase = register.byNumber(caseNumber);
    assertThat(exitCase.child()).isEqualTo(child);
    assertThat(exitCase.dateOfBirth()).isEqualTo("2010-05-06");
    assertThat(exitCase.moveDate()).isNull();
    assertThat(exitCase.plannedMove()).isFalse();
    assertThat(exitCase.source()).isEqualTo("notice");
    verify(execution).setVariables(Map.of("offers", 0, "attempts", 0));
  }

  @Test
  void refusesASecondNoticeForTheSameMove() {
    String caseNumber = exitNotice.started(execution, Map.of("child", child, "home", "SC123456"));

    assertThatExceptionOfType(FormRefusedException.class)
        .isThrownBy(() -> exitNotice.started(execution, Map.of("child", child, "home", "sc123456")))
        .withMessageContaining(caseNumber)
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(child));
    assertThat(exitNotice.started(execution, Map.of("child", child, "home", "SC777777")))
        .isNotEqualTo(caseNumber);
  }
}
