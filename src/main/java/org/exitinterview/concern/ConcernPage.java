package org.exitinterview.concern;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RepositoryService;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.process.CompanionProcesses;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Raising a concern in two clicks while a young person talks: one opens this page beside the form,
 * one sends it. The words need not be complete, and the numbers to telephone are there at once.
 */
@Controller
@RequestMapping("/pages/concern")
class ConcernPage implements PageLinks {

  private static final String VIEW = "concern";

  private final SafeguardingNumbers numbers;
  private final CaseRegister register;
  private final RepositoryService repositoryService;
  private final FormService formService;
  private final Clock clock;

  ConcernPage(
      SafeguardingNumbers numbers,
      CaseRegister register,
      RepositoryService repositoryService,
      FormService formService,
      Clock clock) {
    this.numbers = numbers;
    this.register = register;
    this.repositoryService = repositoryService;
    this.formService = formService;
    this.clock = clock;
  }

  @GetMapping
  String open(@RequestParam(name = "case", defaultValue = "") String caseNumber, Model model) {
    show(model, caseNumber, "");
    return VIEW;
  }

  @PostMapping
  ModelAndView raise(
      @RequestParam(name = "case") String caseNumber,
      @RequestParam(defaultValue = "") String words,
      @RequestParam(defaultValue = "no") String danger,
      @RequestParam(defaultValue = "notSure") String kind) {
    ModelAndView answer = new ModelAndView(VIEW);
    try {
      start(caseNumber.strip(), words, danger, kind);
      answer.addObject("raised", true);
      show(answer, caseNumber.strip(), "");
    } catch (FormRefusedException refused) {
      answer.setStatus(HttpStatus.BAD_REQUEST);
      answer.addObject("problems", refused.problems());
      show(answer, caseNumber.strip(), words);
    }
    return answer;
  }

  private void start(String caseNumber, String words, String danger, String kind) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("aboutCase", caseNumber);
    fields.put("immediateDanger", danger);
    fields.put("route", kind);
    fields.put("concernHeardOn", LocalDate.now(clock).toString());
    if (!words.isBlank()) {
      fields.put("concernWords", words);
    }
    String definition =
        repositoryService
            .createProcessDefinitionQuery()
            .processDefinitionKey(CompanionProcesses.CONCERN)
            .latestVersion()
            .singleResult()
            .getId();
    formService.submitStartForm(definition, fields);
  }

  private void show(Model model, String caseNumber, String words) {
    model.addAllAttributes(shown(caseNumber, words));
  }

  private void show(ModelAndView page, String caseNumber, String words) {
    page.addAllObjects(shown(caseNumber, words));
    page.getModel().putIfAbsent("raised", false);
    page.getModel().putIfAbsent("problems", List.of());
  }

  private Map<String, Object> shown(String caseNumber, String words) {
    @Nullable ExitCase exitCase = register.find(caseNumber).orElse(null);
    @Nullable String home = exitCase == null ? null : exitCase.homeUrn();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("caseNumber", caseNumber);
    shown.put("words", words);
    shown.put("area", numbers.of(home));
    return shown;
  }

  @Override
  public List<PageLink> everywhere() {
    // Those who may start one are asked of the engine, which refuses everybody else.
    boolean mayRaise =
        repositoryService
                .createProcessDefinitionQuery()
                .processDefinitionKey(CompanionProcesses.CONCERN)
                .startablePermissionCheck()
                .latestVersion()
                .count()
            > 0;
    return mayRaise
        ? List.of(
            new PageLink(
                "/pages/concern",
                "Raise a concern",
                "Something unsafe, or poor care. At any time."))
        : List.of();
  }
}
