package org.exitinterview.forms;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.form.FormField;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.OptionLists;
import org.exitinterview.people.Person;
import org.exitinterview.record.Drafts;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * What a form shows: answers given so far, from the record, the register and the process, and the
 * lists to choose from. Words are decrypted only when they are asked for, and only for a reader on
 * the circulation list.
 */
@Component
class StepKnowledge {

  private static final String DECISION = "decision";

  private final DeployedForms forms;
  private final FormValues values = new FormValues();
  private final OptionLists optionLists;
  private final RecordVault vault;
  private final CaseRegister register;
  private final Drafts drafts;
  private final CurrentPerson currentPerson;

  StepKnowledge(
      DeployedForms forms,
      OptionLists optionLists,
      RecordVault vault,
      CaseRegister register,
      Drafts drafts,
      CurrentPerson currentPerson) {
    this.forms = forms;
    this.optionLists = optionLists;
    this.vault = vault;
    this.register = register;
    this.drafts = drafts;
    this.currentPerson = currentPerson;
  }

  /** What the form of a task shows. */
  Map<String, FormField> shown(Step step, TaskEntity task) {
    StepForm form = forms.of(step);
    String caseNumber = CaseOfTask.number(task);
    Map<String, FormField> shown = new LinkedHashMap<>();
    Map<String, Object> facts = step.makesNewItem() ? Map.of() : register.facts(caseNumber);
    facts.forEach(
        (key, fact) -> {
          if (form.mentions(key)) {
            add(shown, key, () -> values.shown(fact));
          }
        });
    String item = CaseOfTask.item(step, task);
    Supplier<Map<Section, Map<String, Object>>> record =
        SingletonSupplier.of(() -> vault.read(caseNumber, sections(form, caseNumber, item), item));
    Supplier<Map<String, Object>> draft =
        SingletonSupplier.of(() -> draft(step, form, task, facts));
    for (Field field : form.fields()) {
      Section section = field.section();
      if (section != null) {
        add(
            shown,
            field.key(),
            () ->
                // The record first: whoever may not read it gets no draft of it either.
                drafted(
                    field,
                    record.get().getOrDefault(section, Map.of()).get(field.key()),
                    draft.get()));
      } else if (field.isKeptIn(KeptIn.REGISTER)) {
        add(shown, field.key(), () -> drafted(field, facts.get(field.key()), draft.get()));
      } else if (field.isKeptIn(KeptIn.PROCESS)) {
        // The decision of the step before is no answer to this one.
        add(
            shown,
            field.key(),
            () ->
                drafted(
                    field,
                    DECISION.equals(field.key()) ? null : task.getVariable(field.key()),
                    draft.get()));
      }
    }
    shown.putAll(lists(form));
    return shown;
  }

  private TypedValue drafted(Field field, @Nullable Object answer, Map<String, Object> draft) {
    return draft.containsKey(field.key())
        ? values.drafted(field, draft.get(field.key()))
        : values.shown(field, answer);
  }

  /**
   * What the person has typed into this form before and not sent. Where something was sent since,
   * in another step, that counts: an older draft would take it back unseen.
   */
  private Map<String, Object> draft(
      Step step, StepForm form, TaskEntity task, Map<String, Object> facts) {
    Optional<String> person = currentPerson.find().map(Person::userId);
    if (person.isEmpty() || !person.get().equals(task.getAssignee())) {
      return Map.of();
    }
    Drafts.Place place = FormDrafts.place(step, task);
    return drafts
        .find(place)
        .map(
            draft -> {
              Map<String, Object> fields = new HashMap<>(draft.fields());
              Set<Section> written = drafts.writtenSince(place, draft.savedAt());
              Set<String> told = register.factsSince(place.caseNumber(), draft.savedAt());
              for (Field field : form.fields()) {
                if (field.section() == null
                    ? told.contains(field.key()) && facts.containsKey(field.key())
                    : written.contains(field.section())) {
                  fields.remove(field.key());
                }
              }
              return fields;
            })
        .orElseGet(Map::of);
  }

  /** What a start form shows: the lists to choose from. */
  Map<String, FormField> shown(Step step) {
    return lists(forms.of(step));
  }

  /** What conditions of the form may look at besides the answers that are sent. */
  Map<String, Object> forConditions(Step step, StepForm form, TaskEntity task) {
    String caseNumber = CaseOfTask.number(task);
    Map<String, Object> known = new HashMap<>(register.facts(caseNumber));
    known.putAll(task.getVariables());
    known.remove(DECISION);
    Map<String, Section> wanted = form.shownAndAskedFor();
    if (!wanted.isEmpty()) {
      String item = CaseOfTask.item(step, task);
      Set<Section> readable = sections(form, caseNumber, item);
      readable.retainAll(wanted.values());
      Map<Section, Map<String, Object>> record = vault.read(caseNumber, readable, item);
      wanted.forEach(
          (key, section) -> known.put(key, record.getOrDefault(section, Map.of()).get(key)));
    }
    return known;
  }

  /**
   * What the form writes, which the vault refuses to others, and of what it only shows as much as
   * the reader may see: a section that the young person withholds leaves the rest readable. Who may
   * see nothing at all is refused.
   */
  private Set<Section> sections(StepForm form, String caseNumber, String item) {
    Set<Section> sections = form.sections();
    Set<Section> readable = vault.readable(caseNumber, item);
    Set<Section> written = form.writtenSections();
    sections.removeIf(section -> !written.contains(section) && !readable.contains(section));
    return sections.isEmpty() ? form.sections() : sections;
  }

  private Map<String, FormField> lists(StepForm form) {
    Map<String, FormField> lists = new LinkedHashMap<>();
    form.valuesKeys().forEach(key -> add(lists, key, () -> values.shown(optionLists.options(key))));
    return lists;
  }

  private static void add(Map<String, FormField> fields, String key, Supplier<TypedValue> value) {
    fields.put(key, new ShownField(key, value));
  }
}
