package org.exitinterview.forms;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.form.FormField;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.exitinterview.people.OptionLists;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
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

  StepKnowledge(
      DeployedForms forms, OptionLists optionLists, RecordVault vault, CaseRegister register) {
    this.forms = forms;
    this.optionLists = optionLists;
    this.vault = vault;
    this.register = register;
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
    for (Field field : form.fields()) {
      Section section = field.section();
      if (section != null) {
        add(
            shown,
            field.key(),
            () ->
                values.shown(field, record.get().getOrDefault(section, Map.of()).get(field.key())));
      } else if (field.isKeptIn(KeptIn.REGISTER)) {
        add(shown, field.key(), () -> values.shown(field, facts.get(field.key())));
      } else if (field.isKeptIn(KeptIn.PROCESS)) {
        // The decision of the step before is no answer to this one.
        add(
            shown,
            field.key(),
            () ->
                values.shown(
                    field, DECISION.equals(field.key()) ? null : task.getVariable(field.key())));
      }
    }
    shown.putAll(lists(form));
    return shown;
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
