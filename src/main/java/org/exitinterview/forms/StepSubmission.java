package org.exitinterview.forms;

import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.DelegationState;
import org.camunda.bpm.engine.variable.VariableMap;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.OptionLists;
import org.exitinterview.people.Person;
import org.exitinterview.process.CaseNumber;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Takes in what a person sends with a form: checks it, then keeps each answer where the form says.
 * Everything happens in the transaction of the engine's command, so a refusal leaves nothing.
 */
@Component
class StepSubmission {

  private static final String DECISION = "decision";

  private final DeployedForms forms;
  private final FormCheck check;
  private final FormValues values = new FormValues();
  private final StepKnowledge knowledge;
  private final RecordVault vault;
  private final CaseRegister register;
  private final CurrentPerson currentPerson;
  private final TeamOfStep team;
  private final ObjectProvider<StartFormListener> startListeners;

  StepSubmission(
      DeployedForms forms,
      OptionLists optionLists,
      StepKnowledge knowledge,
      RecordVault vault,
      CaseRegister register,
      CurrentPerson currentPerson,
      TeamOfStep team,
      ObjectProvider<StartFormListener> startListeners,
      Clock clock) {
    this.forms = forms;
    this.check = new FormCheck(new Feel(clock), optionLists::options, clock);
    this.knowledge = knowledge;
    this.vault = vault;
    this.register = register;
    this.currentPerson = currentPerson;
    this.team = team;
    this.startListeners = startListeners;
  }

  /**
   * Takes in the form of a task, which the engine then completes.
   *
   * @throws FormRefusedException if the task is not this person's or the form is not in order
   */
  void finish(Step step, TaskEntity task, VariableMap sent) {
    Person person = assignee(task);
    StepForm form = forms.of(step);
    Map<String, Object> known =
        form.hasConditions() ? knowledge.forConditions(step, form, task) : Map.of();
    Answers answers = new Answers(check.check(form, values.plain(sent), known));
    String caseNumber = CaseOfTask.number(task);
    String item = CaseOfTask.item(step, task);
    if (step.writesRecord()) {
      answers.words.forEach((section, words) -> vault.write(caseNumber, section, item, words));
      // Before the register, whose listeners go by what is sealed.
      vault.sealAct(caseNumber, step.element(), item, answers.decision(), answers.facts);
    }
    register.record(
        new Act(
            person.userId(),
            Act.Kind.COMPLETION,
            step.processKey(),
            caseNumber,
            step.element(),
            task.getId(),
            item.isEmpty() ? null : item,
            answers.decision(),
            answers.facts));
    task.getExecution().getProcessInstance().setVariables(answers.processData);
    StepProgress.current().noteSubmitted(task.getId());
  }

  /**
   * Takes in a start form, gives the case its number and opens its record.
   *
   * @throws FormRefusedException if nobody is logged in or the form is not in order
   */
  void start(Step step, ExecutionEntity execution, VariableMap sent) {
    Person person =
        currentPerson.find().orElseThrow(() -> new FormRefusedException("Log in first."));
    StepForm form = forms.of(step);
    Answers answers = new Answers(check.check(form, values.plain(sent), Map.of()));
    Optional<StartFormListener> listener =
        startListeners.stream()
            .filter(candidate -> candidate.processKey().equals(step.processKey()))
            .findFirst();
    String caseNumber =
        listener
            .map(starter -> starter.started(execution, answers.facts))
            .orElseGet(() -> CaseNumber.generate(prefix(step.processKey())));
    // Whatever the caller gave as business key, a name perhaps, is replaced.
    execution.setProcessBusinessKey(caseNumber);
    if (step.writesRecord()) {
      vault.open(caseNumber);
      vault.grant(
          caseNumber,
          Reader.user(person.userId()),
          form.writtenSections(),
          Access.WRITE,
          step.element());
      listener.ifPresent(starter -> starter.recordOpened(caseNumber, answers.facts));
      answers.words.forEach((section, words) -> vault.write(caseNumber, section, "", words));
    }
    register.record(
        new Act(
            person.userId(),
            Act.Kind.START,
            step.processKey(),
            caseNumber,
            step.element(),
            null,
            null,
            answers.decision(),
            answers.facts));
    execution.setVariables(answers.processData);
  }

  private Person assignee(TaskEntity task) {
    Optional<Person> person = currentPerson.find();
    if (task.getAssignee() == null || person.isEmpty()) {
      throw new FormRefusedException("Claim this step first.");
    }
    if (!task.getAssignee().equals(person.get().userId())) {
      throw new FormRefusedException("This step is in somebody else's hands.");
    }
    if (!team.includesAssignee(task)) {
      throw new NotInTeamException();
    }
    if (task.getDelegationState() == DelegationState.PENDING) {
      throw new FormRefusedException("This step was only lent. Take it over first.");
    }
    return person.get();
  }

  private static String prefix(String processKey) {
    return processKey.substring(0, 2).toUpperCase(Locale.ROOT);
  }

  /** The accepted answers, sorted by where they are kept. */
  private static final class Answers {

    private final Map<String, Object> processData = new LinkedHashMap<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<Section, Map<String, Object>> words = new EnumMap<>(Section.class);

    private Answers(Map<Field, Object> accepted) {
      accepted.forEach(this::add);
    }

    private void add(Field field, @Nullable Object value) {
      Section section = field.section();
      if (section != null) {
        words.computeIfAbsent(section, first -> new LinkedHashMap<>()).put(field.key(), value);
        return;
      }
      if (field.isKeptIn(KeptIn.PROCESS)) {
        processData.put(field.key(), value);
      }
      if (!DECISION.equals(field.key())) {
        facts.put(field.key(), value);
      }
    }

    private @Nullable String decision() {
      Object decision = processData.get(DECISION);
      return decision == null ? null : decision.toString();
    }
  }
}
