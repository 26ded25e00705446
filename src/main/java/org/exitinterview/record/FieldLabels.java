package org.exitinterview.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.exitinterview.process.FormFiles;
import org.springframework.stereotype.Component;

/** What people read where the record has the key of a field or the code of a choice. */
@Component
class FieldLabels {

  private final FormFiles forms;
  private final ObjectMapper json = new ObjectMapper();

  FieldLabels(FormFiles forms) {
    this.forms = forms;
  }

  /**
   * Answers as the forms ask for them, in the order they are in.
   *
   * @return by question, in words; a field that no form has any more keeps its key, spelled out
   */
  Map<String, String> shown(Map<String, Object> answers) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String form : forms.all()) {
      try {
        read(json.readTree(form), fields);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("A form that is in use is not JSON");
      }
    }
    Map<String, String> shown = new LinkedHashMap<>();
    answers.forEach(
        (key, answer) -> {
          Field field = fields.getOrDefault(key, new Field(ReadLogLines.words(key), Map.of()));
          shown.merge(field.label(), field.words(answer), (one, other) -> one + "\n" + other);
        });
    return shown;
  }

  private record Field(String label, Map<String, String> choices) {

    private String words(Object answer) {
      return answer instanceof Collection<?> several
          ? several.stream().map(this::words).collect(Collectors.joining(", "))
          : choices.getOrDefault(answer.toString(), answer.toString());
    }
  }

  private static void read(JsonNode parent, Map<String, Field> fields) {
    for (JsonNode component : parent.path("components")) {
      String label = component.path("label").asText(component.path("dateLabel").asText());
      if (component.has("key") && !label.isEmpty()) {
        Map<String, String> choices = new LinkedHashMap<>();
        component
            .path("values")
            .forEach(
                choice ->
                    choices.put(choice.path("value").asText(), choice.path("label").asText()));
        fields.putIfAbsent(component.path("key").asText(), new Field(label, choices));
      }
      read(component, fields);
    }
  }
}
