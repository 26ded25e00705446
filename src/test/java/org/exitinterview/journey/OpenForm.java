package org.exitinterview.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A form as Tasklist has it open: shows what is known, takes only answers that it offers, and sends
 * back everything that is on the screen, read-only fields and empty ones too.
 */
final class OpenForm {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode schema;
  private final JsonNode variables;

  OpenForm(JsonNode schema, JsonNode variables) {
    this.schema = schema;
    this.variables = variables;
  }

  /** What a field shows; a missing node if nothing. */
  JsonNode shown(String key) {
    return variables.path(key).path("value");
  }

  /** The request's variables when somebody fills in these answers and finishes the step. */
  ObjectNode filledIn(Map<String, Object> answers) {
    ObjectNode sent = JSON.createObjectNode();
    Set<String> left = new LinkedHashSet<>(answers.keySet());
    fill(schema, false, answers, left, sent);
    assertThat(left).as("answers without a field on the form").isEmpty();
    return sent;
  }

  private void fill(
      JsonNode parent,
      boolean conditional,
      Map<String, Object> answers,
      Set<String> left,
      ObjectNode sent) {
    for (JsonNode component : parent.path("components")) {
      boolean mayHide = conditional || component.path("conditional").has("hide");
      String key = component.path("key").asText();
      if (left.remove(key)) {
        JsonNode answer = JSON.valueToTree(answers.get(key));
        assertOffered(component, answer);
        sent.set(key, typed(key, answer));
      } else if (!key.isEmpty() && !mayHide && !sent.has(key)) {
        sent.set(key, typed(key, untouched(component)));
      }
      fill(component, mayHide, answers, left, sent);
    }
  }

  private void assertOffered(JsonNode component, JsonNode answer) {
    if (component.has("values") || component.has("valuesKey")) {
      List<String> offered = new ArrayList<>();
      options(component).forEach(option -> offered.add(option.get("value").asText()));
      List<String> chosen = new ArrayList<>();
      if (answer.isArray()) {
        answer.forEach(choice -> chosen.add(choice.asText()));
      } else {
        chosen.add(answer.asText());
      }
      assertThat(offered).as("choices of %s", component.path("label").asText()).containsAll(chosen);
    }
  }

  private JsonNode options(JsonNode component) {
    JsonNode list = shown(component.path("valuesKey").asText());
    return list.isTextual() ? TasklistSession.read(list.asText()) : component.path("values");
  }

  private JsonNode untouched(JsonNode component) {
    String key = component.get("key").asText();
    JsonNode known = shown(key);
    if (!known.isMissingNode() && !known.isNull()) {
      return "Json".equals(variables.path(key).path("type").asText())
          ? TasklistSession.read(known.asText())
          : known;
    }
    if (component.has("defaultValue")) {
      return component.get("defaultValue");
    }
    return switch (component.path("type").asText()) {
      case "textfield", "textarea" -> JSON.valueToTree("");
      case "checkbox" -> JSON.valueToTree(false);
      case "checklist", "taglist" -> JSON.createArrayNode();
      default -> JSON.nullNode();
    };
  }

  /** Tasklist names a type only for lists: the one it was given, or Json. */
  private ObjectNode typed(String key, JsonNode value) {
    ObjectNode typed = JSON.createObjectNode();
    if (value.isContainerNode()) {
      JsonNode given = variables.path(key);
      typed.put("type", given.has("type") ? given.get("type").asText() : "Json");
      typed.set("valueInfo", given.path("valueInfo").deepCopy());
      if (given.isMissingNode()) {
        typed.remove("valueInfo");
      }
      typed.put("value", value.toString());
    } else {
      typed.set("value", value);
    }
    return typed;
  }
}
