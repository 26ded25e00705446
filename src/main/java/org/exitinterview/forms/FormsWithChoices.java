package org.exitinterview.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.exitinterview.people.OptionLists;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Writes the people and homes to choose from into a start form. Tasklist asks for the variables of
 * a task's form, which bring the lists along, but never for those of a start form: its lists would
 * stay empty. Whom the engine refuses a form is noted.
 */
final class FormsWithChoices extends FormServiceImpl {

  private static final String VALUES_KEY = "valuesKey";

  private final ObjectProvider<OptionLists> optionLists;
  private final RefusedSteps refusedSteps;
  private final ObjectMapper json = new ObjectMapper();

  FormsWithChoices(ObjectProvider<OptionLists> optionLists, RefusedSteps refusedSteps) {
    this.optionLists = optionLists;
    this.refusedSteps = refusedSteps;
  }

  @Override
  public VariableMap getTaskFormVariables(
      String taskId, @Nullable Collection<String> names, boolean deserialize) {
    return refusedSteps.noting(
        commandExecutor, taskId, () -> super.getTaskFormVariables(taskId, names, deserialize));
  }

  @Override
  public void submitTaskForm(String taskId, Map<String, Object> fields) {
    refusedSteps.<@Nullable Object>noting(
        commandExecutor,
        taskId,
        () -> {
          super.submitTaskForm(taskId, fields);
          return null;
        });
  }

  @Override
  public VariableMap submitTaskFormWithVariablesInReturn(
      String taskId, Map<String, Object> fields, boolean deserialize) {
    return refusedSteps.noting(
        commandExecutor,
        taskId,
        () -> super.submitTaskFormWithVariablesInReturn(taskId, fields, deserialize));
  }

  @Override
  public InputStream getDeployedStartForm(String processDefinitionId) {
    try (InputStream deployed = super.getDeployedStartForm(processDefinitionId)) {
      JsonNode form = json.readTree(deployed);
      fillIn(form);
      return new ByteArrayInputStream(json.writeValueAsBytes(form));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fillIn(JsonNode parent) {
    for (JsonNode component : parent.path("components")) {
      if (component instanceof ObjectNode field && field.path(VALUES_KEY).isTextual()) {
        String list = field.remove(VALUES_KEY).textValue();
        field.set("values", json.valueToTree(optionLists.getObject().options(list)));
      }
      fillIn(component);
    }
  }
}
