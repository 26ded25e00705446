package org.exitinterview.forms;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.exitinterview.record.Section;

/**
 * A form as deployed: its fields, and what is wrong with it.
 *
 * @param id id of the form
 * @param fields every field with an answer, in the order of the form
 * @param problems why this form must not be used, in plain words; empty for a sound form
 * @param source the form as deployed
 */
record StepForm(String id, List<Field> fields, List<String> problems, String source) {

  /** Whether the form's texts, conditions or fields speak of a fact. */
  boolean mentions(String fact) {
    return source.contains(fact);
  }

  Optional<Field> field(String key) {
    return fields.stream().filter(field -> field.key().equals(key)).findFirst();
  }

  /** Names of the lists of people and homes that the form offers. */
  Set<String> valuesKeys() {
    Set<String> keys = new TreeSet<>();
    fields.stream().map(Field::valuesKey).flatMap(Stream::ofNullable).forEach(keys::add);
    return keys;
  }

  /** The sections of the record that the form shows or writes. */
  Set<Section> sections() {
    return sections(fields.stream());
  }

  /** The sections of the record that the form writes. */
  Set<Section> writtenSections() {
    return sections(fields.stream().filter(field -> !field.alwaysReadOnly()));
  }

  /** Whether some condition or rule of the form looks at answers. */
  boolean hasConditions() {
    return fields.stream().anyMatch(Field::dependsOnOthers);
  }

  /** Fields of the record that are only shown, and that some condition of the form looks at. */
  Map<String, Section> shownAndAskedFor() {
    StringBuilder conditions = new StringBuilder();
    for (Field field : fields) {
      field.hiddenIf().forEach(conditions::append);
      Optional.ofNullable(field.readOnlyIf()).ifPresent(conditions::append);
      Optional.ofNullable(field.rule()).ifPresent(conditions::append);
    }
    Map<String, Section> result = new LinkedHashMap<>();
    for (Field field : fields) {
      Section section = field.section();
      if (section != null && field.readOnlyIf() != null && conditions.indexOf(field.key()) >= 0) {
        result.put(field.key(), section);
      }
    }
    return result;
  }

  private static Set<Section> sections(Stream<Field> fields) {
    return fields
        .map(Field::section)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Section.class)));
  }
}
