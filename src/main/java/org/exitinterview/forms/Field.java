package org.exitinterview.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form that has an answer.
 *
 * @param key name under which the answer is sent
 * @param label what people call the field
 * @param section part of the record; null unless the answer is kept there
 * @param hiddenIf FEEL conditions of the field and the groups around it; one that holds hides it
 * @param readOnlyIf FEEL condition; {@code true} where the field is always read-only, null where it
 *     never is
 * @param choices values offered by the form itself
 * @param valuesKey name of the list of people or homes that is offered; null if none is
 * @param rule FEEL condition over the whole form that must hold; null if there is none
 * @param ruleMessage what to do when the rule does not hold
 * @param limits the form's {@code validate} object
 * @param component the whole component, for what only some types have
 */
record Field(
    String key,
    String label,
    FieldType type,
    KeptIn keptIn,
    @Nullable Section section,
    List<String> hiddenIf,
    @Nullable String readOnlyIf,
    List<String> choices,
    @Nullable String valuesKey,
    @Nullable String rule,
    @Nullable String ruleMessage,
    JsonNode limits,
    JsonNode component) {

  static final String ALWAYS = "true";

  boolean isKeptIn(KeptIn place) {
    return keptIn == place;
  }

  boolean alwaysReadOnly() {
    return ALWAYS.equals(readOnlyIf);
  }

  boolean dependsOnOthers() {
    return !hiddenIf.isEmpty() || rule != null || (readOnlyIf != null && !alwaysReadOnly());
  }
}
