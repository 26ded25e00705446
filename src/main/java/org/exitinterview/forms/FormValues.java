package org.exitinterview.forms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.camunda.spin.plugin.variable.value.SpinValue;
import org.jspecify.annotations.Nullable;

/**
 * Turns the engine's values into plain ones (text, number, flag, list) and back. What goes to the
 * browser is marked transient: it is shown and never stored.
 */
final class FormValues {

  private static final String EMPTY_LIST = "[]";

  private final ObjectMapper json = new ObjectMapper();

  /**
   * What was sent, by form key.
   *
   * @throws FormRefusedException if something else than form answers was sent
   */
  Map<String, Object> plain(VariableMap sent) {
    Map<String, Object> plain = new LinkedHashMap<>();
    sent.keySet().forEach(key -> plain.put(key, plain(key, sent.getValueTyped(key))));
    return plain;
  }

  private @Nullable Object plain(String key, @Nullable TypedValue value) {
    if (value == null) {
      return null;
    }
    if (value instanceof JsonValue list) {
      return list(key, list.getValueSerialized());
    }
    if (value instanceof SpinValue || isStillSerialized(value)) {
      throw notAnAnswer(key);
    }
    Object content = value.getValue();
    if (content == null
        || content instanceof String
        || content instanceof Boolean
        || content instanceof Number) {
      return content;
    }
    if (content instanceof Collection<?> choices
        && choices.stream().allMatch(choice -> choice instanceof String)) {
      return List.copyOf(choices);
    }
    throw notAnAnswer(key);
  }

  private static boolean isStillSerialized(TypedValue value) {
    return value instanceof SerializableValue serializable && !serializable.isDeserialized();
  }

  private @Nullable Object list(String key, @Nullable String serialized) {
    try {
      JsonNode node = json.readTree(Optional.ofNullable(serialized).orElse("null"));
      if (node.isNull() || node.isArray()) {
        return json.convertValue(node, Object.class);
      }
      throw notAnAnswer(key);
    } catch (JsonProcessingException e) {
      throw notAnAnswer(key);
    }
  }

  /** An answer for the browser. */
  TypedValue shown(Field field, @Nullable Object answer) {
    if (answer != null) {
      return shown(answer);
    }
    JsonNode preset = field.component().path("defaultValue");
    if (preset.isValueNode() && !preset.isNull()) {
      return shown(json.convertValue(preset, Object.class));
    }
    return field.type() == FieldType.CHOICES
        ? SpinValues.jsonValue(EMPTY_LIST, true).create()
        : Variables.untypedNullValue(true);
  }

  /** What somebody typed before; what was taken out stays out, whatever the form would preset. */
  TypedValue drafted(Field field, @Nullable Object typed) {
    return typed == null && field.type() == FieldType.CHOICES
        ? SpinValues.jsonValue(EMPTY_LIST, true).create()
        : shown(typed);
  }

  /** A plain value for the browser. */
  TypedValue shown(@Nullable Object value) {
    if (value instanceof Collection<?>) {
      return SpinValues.jsonValue(serialized(value), true).create();
    }
    if (value instanceof Boolean flag) {
      return Variables.booleanValue(flag, true);
    }
    if (value instanceof Integer number) {
      return Variables.integerValue(number, true);
    }
    if (value instanceof Number number) {
      return Variables.doubleValue(number.doubleValue(), true);
    }
    return value == null
        ? Variables.untypedNullValue(true)
        : Variables.stringValue(value.toString(), true);
  }

  private String serialized(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A list could not be shown");
    }
  }

  private static FormRefusedException notAnAnswer(String key) {
    return new FormRefusedException(
        FormCheck.isName(key)
            ? "What was sent for “%s” is no answer to a form.".formatted(key)
            : "Something was sent that is no answer to a form.");
  }
}
