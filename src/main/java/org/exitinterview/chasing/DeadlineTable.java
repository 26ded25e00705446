package org.exitinterview.chasing;

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
 * The rows of deadlines.dmn. Read from the deployment of the process that is running, so a case
 * keeps the deadlines it started with; without a running process, from the latest deployment.
 *
 * <p>Evaluated by a rule engine of its own, because the process engine's would write one row of
 * history for every timer, and remembered, because a deployed table never changes.
 */
class DeadlineTable {

  private static final String TABLE = "deadlines";

  /** The columns a cell can be read from; the name is the one in the table. */
  enum Column {
    DUE_IN("dueIn"),
    REMIND_EVERY("remindEvery"),
    ALERT_AFTER("alertAfter"),
    GIVE_UP_AFTER("giveUpAfter"),
    ALERT_TO("alertTo");

    private final String outputName;

    Column(String outputName) {
      this.outputName = outputName;
    }

    String outputName() {
      return outputName;
    }
  }

  private record RowKey(String decisionDefinitionId, String step) {}

  private final Supplier<ProcessEngineConfigurationImpl> engine;
  private final DmnEngine ruleEngine = new DefaultDmnEngineConfiguration().buildEngine();
  private final Map<String, DecisionDefinitionEntity> tableByDeployment = new ConcurrentHashMap<>();
  private final Map<RowKey, Map<String, Object>> rows = new ConcurrentHashMap<>();

  /**
   * @param engine asked only when no command of the engine is running
   */
  DeadlineTable(Supplier<ProcessEngineConfigurationImpl> engine) {
    this.engine = engine;
  }

  /**
   * The text of one cell.
   *
   * @throws DeadlineException if there is no table, no such row, more than one, or an empty cell
   */
  String cell(String step, Column column) {
    Object value = row(step).get(column.outputName());
    if (!(value instanceof String text) || text.isBlank()) {
      throw new DeadlineException(at(step, column) + ": the model needs a value here");
    }
    return text.strip();
  }

  /** Where a cell is, for messages. */
  static String at(String step, Column column) {
    return "deadlines.dmn, row '" + step + "', column '" + column.outputName() + "'";
  }

  private Map<String, Object> row(String step) {
    DecisionDefinitionEntity table = table();
    return rows.computeIfAbsent(new RowKey(table.getId(), step), missing -> evaluate(table, step));
  }

  private Map<String, Object> evaluate(DmnDecision table, String step) {
    DmnDecisionTableResult result;
    try {
      result = ruleEngine.evaluateDecisionTable(table, Map.of("step", step));
    } catch (DmnEngineException e) {
      throw new DeadlineException(
          "deadlines.dmn, row '" + step + "' cannot be read: " + e.getMessage(), e);
    }
    if (result.isEmpty()) {
      throw new DeadlineException("deadlines.dmn has no row for the step '" + step + "'");
    }
    return result.getSingleResult().getEntryMap();
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
                    .findDecisionDefinitionByDeploymentAndKey(missing, TABLE)));
  }

  private static DecisionDefinitionEntity latest(CommandContext commandContext) {
    DecisionDefinitionEntity latest =
        resolve(
            commandContext.getDecisionDefinitionManager().findLatestDecisionDefinitionByKey(TABLE));
    if (latest == null) {
      throw new DeadlineException("The decision table 'deadlines' is not deployed");
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
