package org.exitinterview.register;

import java.util.List;
import org.exitinterview.people.CurrentPerson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The cases of the person who asks: codes and dates, no names and no words. */
@RestController
@RequestMapping("/api/cases")
class CasesController {

  private final CaseVisibility visibility;
  private final CurrentPerson currentPerson;

  CasesController(CaseVisibility visibility, CurrentPerson currentPerson) {
    this.visibility = visibility;
    this.currentPerson = currentPerson;
  }

  @GetMapping
  List<CaseSummary> cases() {
    return visibility.casesOf(currentPerson.get()).stream().map(CaseSummary::of).toList();
  }

  /** Answers the same for a case that is somebody else's as for one that does not exist. */
  @GetMapping("/{caseNumber}")
  CaseSummary exitCase(@PathVariable String caseNumber) {
    return visibility
        .find(currentPerson.get(), caseNumber)
        .map(CaseSummary::of)
        .orElseThrow(() -> new UnknownCaseException(caseNumber));
  }
}
