package org.exitinterview.forms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.exitinterview.process.ProcessData;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Camunda Form and says what is wrong with it: an answer that is kept nowhere, free text
 * outside the record, a component that Tasklist cannot show.
 */
final class StepFormReader {

  private static final Set<String> SHOWN_ONLY =
      Set.of("text", "html", "image", "separator", "spacer", "table", "button");

  /** A field that takes this takes a sentence, so it is free text and not a code. */
  private static final String SENTENCE = "I was not safe";

  /** What a component takes over from the groups around it. */
  private record Surroundings(
      @Nullable String keptIn, @Nullable String section, List<String> hiddenIf) {}

  private final ObjectMapper json = new ObjectMapper();
  private final Feel feel;

  StepFormReader(Feel feel) {
    this.feel = feel;
  }

  /** The id of a form; empty if the text is no form. */
  Optional<String> idOf(String form) {
    try {
      return Optional.ofNullable(json.readTree(form).path("id").textValue());
    } catch (JsonProcessingException noForm) {
      return Optional.empty();
    }
  }

  /**
   * Reads a form.
   *
   * @throws IllegalArgumentException if the text is not JSON
   */
  StepForm read(String form) {
    try {
      Reading reading = new Reading();
      JsonNode root = json.readTree(form);
      reading.components(root, reading.within(root, new Surroundings(null, null, List.of())));
      return new StepForm(
          root.path("id").asText(),
          List.copyOf(reading.fields),
          List.copyOf(reading.problems),
          form);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The form is not valid JSON");
    }
  }

  private final class Reading {

    private final List<Field> fields = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    private void components(JsonNode parent, Surroundings surroundings) {
      parent.path("components").forEach(component -> component(component, surroundings));
    }

    private void component(JsonNode component, Surroundings surroundings) {
      String type = component.path("type").asText();
      Surroundings own = within(component, surroundings);
      if ("group".equals(type)) {
        group(component, own);
      } else if (!SHOWN_ONLY.contains(type)) {
        fieldType(component, type)
            .ifPresentOrElse(
                fieldType -> field(component, fieldType, own),
                () ->
                    problems.add(
                        "the form component “%s” does not work in Tasklist".formatted(type)));
      }
    }

    private void group(JsonNode group, Surroundings surroundings) {
      if (!group.path("path").asText().isEmpty()) {
        problems.add(label(group) + ": remove the path of the group, its answers are kept singly");
      }
      components(group, surroundings);
    }

    private void field(JsonNode component, FieldType type, Surroundings surroundings) {
      String key = component.path("key").asText();
      String label = label(component);
      if (!keys.add(key)) {
        problems.add(label + ": there are two fields with the key “%s”".formatted(key));
      }
      JsonNode properties = component.path("properties");
      Field field =
          new Field(
              key,
              label,
              type,
              keptIn(label, type, surroundings),
              null,
              surroundings.hiddenIf(),
              readOnlyIf(component),
              choices(component),
              text(component, "valuesKey"),
              expression(label, text(properties, "rule")),
              text(properties, "ruleMessage"),
              component.path("validate"),
              component);
      if (component.has("valuesExpression")) {
        problems.add(label + ": list the choices, or name a list with valuesKey");
      }
      check(field);
      fields.add(field.isKeptIn(KeptIn.RECORD) ? inSection(field, surroundings) : field);
    }

    private KeptIn keptIn(String label, FieldType type, Surroundings surroundings) {
      String code = surroundings.keptIn();
      if (code == null && type == FieldType.COMPUTED) {
        return KeptIn.NOWHERE;
      }
      Optional<KeptIn> place = Optional.ofNullable(code).flatMap(KeptIn::ofCode);
      if (place.isEmpty()) {
        problems.add(
            label
                + ": say where the answer is kept (property keptIn: process, register, record or"
                + " nowhere)");
      }
      return place.orElse(KeptIn.NOWHERE);
    }

    private Field inSection(Field field, Surroundings surroundings) {
      Optional<Section> section =
          Optional.ofNullable(surroundings.section()).flatMap(Section::ofKey);
      if (section.isEmpty()) {
        problems.add(
            field.label() + ": name the section of the record it is kept in (property section)");
      }
      return new Field(
          field.key(),
          field.label(),
          field.type(),
          field.keptIn(),
          section.orElse(null),
          field.hiddenIf(),
          field.readOnlyIf(),
          field.choices(),
          field.valuesKey(),
          field.rule(),
          field.ruleMessage(),
          field.limits(),
          field.component());
    }

    private void check(Field field) {
      if (field.isKeptIn(KeptIn.PROCESS) && !ProcessData.isListed(field.key())) {
        problems.add(
            "%s: “%s” is not process data. Only these are: %s"
                .formatted(
                    field.label(),
                    field.key(),
                    String.join(", ", new TreeSet<>(ProcessData.names()))));
      }
      boolean code = field.isKeptIn(KeptIn.PROCESS) || takesOnlyCodes(field);
      if (field.type() == FieldType.TEXT && !field.isKeptIn(KeptIn.RECORD) && !code) {
        problems.add(
            field.label()
                + ": free text belongs into the record (property keptIn: record). A code may stay"
                + " where it is if a pattern lets no blank through");
      }
      if (field.type() == FieldType.COMPUTED && !field.isKeptIn(KeptIn.NOWHERE)) {
        problems.add(
            field.label() + ": a computed value can be forged in the browser and is not kept");
      }
    }

    private boolean takesOnlyCodes(Field field) {
      String pattern = text(field.limits(), "pattern");
      try {
        return pattern != null && !Pattern.compile(pattern).matcher(SENTENCE).find();
      } catch (PatternSyntaxException e) {
        problems.add(field.label() + ": the pattern is not a valid one");
        return false;
      }
    }

    private Surroundings within(JsonNode component, Surroundings outer) {
      JsonNode properties = component.path("properties");
      List<String> hiddenIf = new ArrayList<>(outer.hiddenIf());
      String hide = text(component.path("conditional"), "hide");
      Optional.ofNullable(expression(label(component), hide)).ifPresent(hiddenIf::add);
      return new Surroundings(
          Optional.ofNullable(text(properties, "keptIn")).orElse(outer.keptIn()),
          Optional.ofNullable(text(properties, "section")).orElse(outer.section()),
          List.copyOf(hiddenIf));
    }

    private @Nullable String readOnlyIf(JsonNode component) {
      if (component.path("disabled").asBoolean() || component.path("readonly").asBoolean()) {
        return Field.ALWAYS;
      }
      String condition = text(component, "readonly");
      return condition != null && condition.startsWith("=")
          ? expression(label(component), condition)
          : null;
    }

    /** The expression without its equals sign; null if there is none. */
    private @Nullable String expression(String label, @Nullable String text) {
      if (text == null || text.isBlank()) {
        return null;
      }
      String expression = text.startsWith("=") ? text.substring(1) : text;
      if (!feel.isValid(expression)) {
        problems.add(label + ": this is not a valid FEEL expression: " + text);
        return null;
      }
      return expression;
    }
  }

  private static Optional<FieldType> fieldType(JsonNode component, String type) {
    return switch (type) {
      case "textfield", "textarea" -> Optional.of(FieldType.TEXT);
      case "number" -> Optional.of(FieldType.NUMBER);
      case "checkbox" -> Optional.of(FieldType.FLAG);
      case "radio", "select" -> Optional.of(FieldType.CHOICE);
      case "checklist", "taglist" -> Optional.of(FieldType.CHOICES);
      case "datetime" -> Optional.of(dateType(component.path("subtype").asText()));
      case "expression" -> Optional.of(FieldType.COMPUTED);
      default -> Optional.empty();
    };
  }

  private static FieldType dateType(String subtype) {
    return switch (subtype) {
      case "time" -> FieldType.TIME;
      case "datetime" -> FieldType.DATE_TIME;
      default -> FieldType.DATE;
    };
  }

  private static List<String> choices(JsonNode component) {
    List<String> choices = new ArrayList<>();
    component.path("values").forEach(value -> choices.add(value.path("value").asText()));
    return List.copyOf(choices);
  }

  private static String label(JsonNode component) {
    for (String name : List.of("label", "dateLabel", "timeLabel", "key", "id")) {
      String label = component.path(name).asText();
      if (!label.isBlank()) {
        return label;
      }
    }
    return "A field without a label";
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node instanceof MissingNode ? node : node.path(name);
    return value.isTextual() ? value.textValue() : null;
  }
}
