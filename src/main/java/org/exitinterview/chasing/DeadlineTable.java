package org.exitinterview.chasing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.BpmnExecutionContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of times: deadlines.dmn, escalation.dmn or time-rules.dmn. Read from the
 * deployment of the process that is running, so a case keeps the deadlines it started with; without
 * a running process, from the latest deployment.
 *
 * <p>Evaluated by a rule engine of its own, because the process engine's would write one row of
 * history for every timer, and remembered, because a deployed table never changes.
 */
class DeadlineTable {

  /** The columns a cell can be read from; the name is the one in the table. */
  enum Column {
    DUE_IN("dueIn"),
    REMIND_EVERY("remindEvery"),
    ALERT_AFTER("alertAfter"),
    GIVE_UP_AFTER("giveUpAfter"),
    ALERT_TO("alertTo"),
    AFTER("after"),
    TO("to"),
    AGAIN("again"),
    VALUE("value");

    private final String outputName;

    Column(String outputName) {
      this.outputName = outputName;
    }

    String outputName() {
      return outputName;
    }
  }

  private record RowKey(String decisionDefinitionId, String step) {}

  private final String name;
  private final Supplier<ProcessEngineConfigurationImpl> engine;
  private final DmnEngine ruleEngine = new DefaultDmnEngineConfiguration().buildEngine();
  private final Map<String, DecisionDefinitionEntity> tableByDeployment = new ConcurrentHashMap<>();
  private final Map<RowKey, List<Map<String, Object>>> rows = new ConcurrentHashMap<>();

  /**
   * @param name id of the decision, and of its file without the ending
   * @param engine asked only when no command of the engine is running
   */
  DeadlineTable(String name, Supplier<ProcessEngineConfigurationImpl> engine) {
    this.name = name;
    this.engine = engine;
  }

  /**
   * The text of one cell.
   *
   * @throws DeadlineException if there is no table, no such row, more than one, or an empty cell
   */
  String cell(String step, Column column) {
    return cell(rows(step).get(0), step, column);
  }

  /**
   * The text of one cell of a row.
   *
   * @throws DeadlineException if it is empty
   */
  String cell(Map<String, Object> row, String step, Column column) {
    Object value = row.get(column.outputName());
    if (!(value instanceof String text) || text.isBlank()) {
      throw new DeadlineException(at(step, column) + ": the model needs a value here");
    }
    return text.strip();
  }

  /** Where a cell is, for messages. */
  String at(String step, Column column) {
    return name + ".dmn, row '" + step + "', column '" + column.outputName() + "'";
  }

  /**
   * The rows of a step in the order of the table, at least one.
   *
   * @throws DeadlineException if there is no table or no such row
   */
  List<Map<String, Object>> rows(String step) {
    DecisionDefinitionEntity table = table();
    return rows.computeIfAbsent(new RowKey(table.getId(), step), missing -> evaluate(table, step));
  }

  private List<Map<String, Object>> evaluate(DmnDecision table, String step) {
    DmnDecisionTableResult result;
    try {
      result = ruleEngine.evaluateDecisionTable(table, Map.of("step", step, "rule", step));
    } catch (DmnEngineException e) {
      throw new DeadlineException(
          name + ".dmn, row '" + step + "' cannot be read: " + e.getMessage(), e);
    }
    if (result.isEmpty()) {
      throw new DeadlineException(name + ".dmn has no row for the step '" + step + "'");
    }
    return List.copyOf(result.getResultList());
  }

  private DecisionDefinitionEntity table() {
    CommandContext running = Context.getCommandContext();
    return running != null
        ? table(running)
        : engine.get().getCommandExecutorTxRequired().execute(this::table);
  }

  private DecisionDefinitionEntity table(CommandContext commandContext) {
    return runningDeployment()
        .map(deployment -> tableOf(deployment, commandContext))
        .orElseGet(() -> latest(commandContext));
  }

  private @Nullable DecisionDefinitionEntity tableOf(
      String deploymentId, CommandContext commandContext) {
    return tableByDeployment.computeIfAbsent(
        deploymentId,
        missing ->
            resolve(
                commandContext
                    .getDecisionDefinitionManager()
                    .findDecisionDefinitionByDeploymentAndKey(missing, name)));
  }

  private DecisionDefinitionEntity latest(CommandContext commandContext) {
    DecisionDefinitionEntity latest =
        resolve(
            commandContext.getDecisionDefinitionManager().findLatestDecisionDefinitionByKey(name));
    if (latest == null) {
      throw new DeadlineException("The decision table '" + name + "' is not deployed");
    }
    return latest;
  }

  private static @Nullable DecisionDefinitionEntity resolve(
      @Nullable DecisionDefinitionEntity stored) {
    return stored == null
        ? null
        : Context.getProcessEngineConfiguration()
            .getDeploymentCache()
            .resolveDecisionDefinition(stored);
  }

  private static Optional<String> runningDeployment() {
    BpmnExecutionContext execution = Context.getBpmnExecutionContext();
    return execution == null
        ? Optional.empty()
        : Optional.of(execution.getExecution().getProcessDefinition().getDeploymentId());
  }
}
