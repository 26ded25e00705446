package org.exitinterview.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.exitinterview.forms.OpenForm.Kind;
import org.exitinterview.forms.OpenForm.Question;
import org.exitinterview.people.Option;
import org.exitinterview.people.OptionLists;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens the form of a step for a page of ours, for whoever is acting, and hands it in: by the same
 * rules, and with the same refusals, as in Tasklist.
 */
@Component
public class OpenForms {

  private final FormService formService;
  private final OptionLists optionLists;
  private final Feel feel;
  private final StepFormReader reader;
  private final FormValues values = new FormValues();
  private final ObjectMapper json = new ObjectMapper();

  OpenForms(FormService formService, OptionLists optionLists, Clock clock) {
    this.formService = formService;
    this.optionLists = optionLists;
    this.feel = new Feel(clock);
    this.reader = new StepFormReader(feel);
  }

  /**
   * The form of a task with what is known and what has been answered since.
   *
   * @param sent answers as a browser sends them, by form key; empty at first
   */
  public OpenForm open(String taskId, Map<String, List<String>> sent) {
    StepForm form = formOf(taskId);
    VariableMap known = formService.getTaskFormVariables(taskId);
    Map<String, Object> shown = new HashMap<>(values.plain(known));
    Map<String, Object> answers = new HashMap<>(shown);
    form.fields().forEach(field -> answers.putIfAbsent(field.key(), null));
    answers.putAll(answers(form, sent));
    List<Question> questions =
        form.fields().stream()
            .filter(field -> field.type() != FieldType.COMPUTED)
            .filter(field -> !isHidden(field, answers))
            .map(
                field ->
                    question(field, (field.alwaysReadOnly() ? shown : answers).get(field.key())))
            .toList();
    List<String> texts = new ArrayList<>();
    texts(form, texts);
    String title = texts.stream().filter(OpenForms::isHeading).findFirst().orElse("");
    return new OpenForm(
        plain(title),
        texts.stream().filter(text -> !isHeading(text)).map(OpenForms::plain).toList(),
        questions);
  }

  /**
   * Hands the form in; the task is then finished.
   *
   * @throws FormRefusedException if the form is not in order
   */
  public void handIn(String taskId, Map<String, List<String>> sent) {
    StepForm form = formOf(taskId);
    Map<String, Object> answers = answers(form, sent);
    sent.keySet().stream()
        .filter(key -> form.field(key).isEmpty())
        .forEach(key -> answers.put(key, ""));
    formService.submitTaskForm(taskId, answers);
  }

  private StepForm formOf(String taskId) {
    try (InputStream deployed = formService.getDeployedTaskForm(taskId)) {
      return reader.read(new String(deployed.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only of fields that may be answered: what a form only shows is not sent back. */
  private static Map<String, Object> answers(StepForm form, Map<String, List<String>> sent) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (Field field : form.fields()) {
      List<String> values = sent.get(field.key());
      if (values != null && !field.alwaysReadOnly() && field.type() != FieldType.COMPUTED) {
        answers.put(field.key(), answer(field, values));
      }
    }
    return answers;
  }

  private static @Nullable Object answer(Field field, List<String> values) {
    return switch (field.type()) {
      case CHOICES -> values.stream().filter(value -> !value.isEmpty()).toList();
      case FLAG -> values.contains("true");
      default -> values.isEmpty() || values.get(0).isBlank() ? null : values.get(0);
    };
  }

  private boolean isHidden(Field field, Map<String, Object> answers) {
    return field.hiddenIf().stream().anyMatch(condition -> feel.isTrue(condition, answers));
  }

  private Question question(Field field, @Nullable Object value) {
    JsonNode component = field.component();
    String hint = component.path("description").asText();
    int longest = field.limits().path("maxLength").asInt(FormCheck.LONGEST_TEXT);
    return new Question(
        field.key(),
        field.label(),
        hint.isEmpty() ? null : hint,
        kind(field, component),
        field.alwaysReadOnly(),
        field.limits().path("required").asBoolean(),
        Math.min(longest, FormCheck.LONGEST_TEXT),
        options(field),
        value);
  }

  private static Kind kind(Field field, JsonNode component) {
    return switch (field.type()) {
      case TEXT -> "textarea".equals(component.path("type").asText()) ? Kind.WORDS : Kind.LINE;
      case NUMBER -> Kind.NUMBER;
      case FLAG -> Kind.FLAG;
      case CHOICE -> Kind.ONE;
      case CHOICES -> Kind.SEVERAL;
      case DATE -> Kind.DATE;
      case TIME -> Kind.TIME;
      case DATE_TIME -> Kind.DATE_TIME;
      case COMPUTED -> throw new IllegalArgumentException("A computed value is not asked for");
    };
  }

  private List<Option> options(Field field) {
    List<Option> options = new ArrayList<>();
    field
        .component()
        .path("values")
        .forEach(
            choice ->
                options.add(
                    new Option(choice.path("value").asText(), choice.path("label").asText())));
    String valuesKey = field.valuesKey();
    if (valuesKey != null) {
      options.addAll(optionLists.options(valuesKey));
    }
    return List.copyOf(options);
  }

  private void texts(StepForm form, List<String> texts) {
    try {
      for (JsonNode component : json.readTree(form.source()).path("components")) {
        if ("text".equals(component.path("type").asText())) {
          Stream.of(component.path("text").asText().split("\n\n", -1)).forEach(texts::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isHeading(String text) {
    return text.startsWith("#");
  }

  /** Without the marks for bold print and headings, and without links, which need a login. */
  private static String plain(String text) {
    return text.replace("**", "")
        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
        .replaceFirst("^#+\\s*", "");
  }
}
