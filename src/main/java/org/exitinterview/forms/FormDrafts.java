package org.exitinterview.forms;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.record.Drafts;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * Drafts of the forms of tasks. Only the person in whose hands a task is has one: to everybody else
 * the task is not there, whether it exists or not.
 */
@Service
class FormDrafts {

  private final ObjectProvider<ProcessEngine> engine;
  private final DeployedForms forms;
  private final Drafts drafts;
  private final CurrentPerson currentPerson;

  FormDrafts(
      ObjectProvider<ProcessEngine> engine,
      DeployedForms forms,
      Drafts drafts,
      CurrentPerson currentPerson) {
    this.engine = engine;
    this.forms = forms;
    this.drafts = drafts;
    this.currentPerson = currentPerson;
  }

  /**
   * Keeps what was typed so far.
   *
   * @param typed answers by form key; what the form does not ask is left out
   * @return when
   * @throws NoTaskForDraftException if the task is not in the person's hands
   * @throws FormRefusedException if something else than form answers was sent
   */
  Instant save(String taskId, Map<String, Object> typed) {
    return inTask(
        taskId,
        (step, task) -> {
          StepForm form = forms.of(step);
          Map<String, Object> answers = answers(form, typed);
          return drafts.save(place(step, task), sections(form, answers.keySet()), answers);
        });
  }

  /** When the person's draft was saved; empty if there is none. */
  Optional<Instant> savedAt(String taskId) {
    return inTask(taskId, (step, task) -> drafts.savedAt(place(step, task)));
  }

  /** Drops the person's draft. */
  void drop(String taskId) {
    inTask(
        taskId,
        (step, task) -> {
          drafts.drop(taskId);
          return taskId;
        });
  }

  static Drafts.Place place(Step step, TaskEntity task) {
    return new Drafts.Place(CaseOfTask.number(task), CaseOfTask.item(step, task), task.getId());
  }

  /** What is done with a task in the hands of the current person. */
  private interface InTask<T> {
    T apply(Step step, TaskEntity task);
  }

  private <T> T inTask(String taskId, InTask<T> work) {
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
    Command<T> command =
        context -> {
          drafts.lock(taskId);
          TaskEntity task = context.getTaskManager().findTaskById(taskId);
          if (task == null
              || !currentPerson
                  .find()
                  .map(Person::userId)
                  .filter(userId -> userId.equals(task.getAssignee()))
                  .isPresent()
              || task.getTaskDefinition() == null
              || !(task.getTaskDefinition().getTaskFormHandler()
                  instanceof StepFormHandler handler)) {
            throw new NoTaskForDraftException();
          }
          return work.apply(handler.step(), task);
        };
    return configuration.getCommandExecutorTxRequired().execute(command);
  }

  private static Map<String, Object> answers(StepForm form, Map<String, Object> typed) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (Field field : form.fields()) {
      if (typed.containsKey(field.key())
          && !field.alwaysReadOnly()
          && !field.isKeptIn(KeptIn.NOWHERE)) {
        Object answer = typed.get(field.key());
        if (!isAnswer(answer)) {
          throw new FormRefusedException(
              "What was sent for “%s” is no answer to a form.".formatted(field.label()));
        }
        answers.put(field.key(), answer);
      }
    }
    return answers;
  }

  private static boolean isAnswer(@Nullable Object answer) {
    return answer == null
        || answer instanceof String
        || answer instanceof Boolean
        || answer instanceof Number
        || (answer instanceof Collection<?> choices
            && choices.stream().allMatch(choice -> choice instanceof String));
  }

  private static Set<Section> sections(StepForm form, Set<String> keys) {
    List<Section> sections =
        form.fields().stream()
            .filter(field -> keys.contains(field.key()))
            .map(Field::section)
            .filter(Objects::nonNull)
            .toList();
    return sections.isEmpty() ? EnumSet.noneOf(Section.class) : EnumSet.copyOf(sections);
  }
}
