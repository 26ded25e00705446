package org.exitinterview.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Asks the decision tables that a manager edits. A running case is decided by the tables deployed
 * together with its model, so a change of the rules never reaches cases under way half.
 *
 * <p>No decision history is written: it would copy every input of every decision, and the register
 * already keeps what was decided. The engine writes history only for tables that it read from its
 * own definition cache, hence the parsing here.
 */
@Component
public class Decisions {

  private final ObjectProvider<ProcessEngine> engine;
  private final Map<String, Table> tables = new ConcurrentHashMap<>();

  Decisions(ObjectProvider<ProcessEngine> engine) {
    this.engine = engine;
  }

  /**
   * Evaluates the table that was deployed together with the model of the execution.
   *
   * @param key id of the decision, such as {@code eligibility}
   * @throws IllegalStateException if the deployment has no such table
   */
  public DmnDecisionResult evaluate(
      DelegateExecution execution, String key, Map<String, Object> facts) {
    return tableOf(execution.getProcessDefinitionId(), key).evaluate(facts);
  }

  /**
   * Evaluates the newest table of that key; for decisions that no case is open for yet.
   *
   * @throws IllegalStateException if no such table is deployed
   */
  public DmnDecisionResult evaluateLatest(String key, Map<String, Object> facts) {
    return latest(key).evaluate(facts);
  }

  /** The newest table of that key, to be asked many times; equal as long as it is the newest. */
  public Table latest(String key) {
    return inEngine(() -> latestTable(key));
  }

  /** One version of a decision table. */
  @FunctionalInterface
  public interface Table {

    /** Evaluates the table. */
    DmnDecisionResult evaluate(Map<String, Object> facts);
  }

  private Table tableOf(String processDefinitionId, String key) {
    return inEngine(
        () -> {
          String deploymentId =
              configuration()
                  .getDeploymentCache()
                  .findDeployedProcessDefinitionById(processDefinitionId)
                  .getDeploymentId();
          Table known = tables.get(cacheKey(deploymentId, key));
          if (known != null) {
            return known;
          }
          DecisionDefinition definition =
              engine
                  .getObject()
                  .getRepositoryService()
                  .createDecisionDefinitionQuery()
                  .deploymentId(deploymentId)
                  .decisionDefinitionKey(key)
                  .singleResult();
          return parsed(definition, key);
        });
  }

  private Table latestTable(String key) {
    return parsed(
        engine
            .getObject()
            .getRepositoryService()
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey(key)
            .withoutTenantId()
            .latestVersion()
            .singleResult(),
        key);
  }

  private Table parsed(DecisionDefinition definition, String key) {
    if (definition == null) {
      throw new IllegalStateException("No decision table " + key + " is deployed with the model");
    }
    return tables.computeIfAbsent(
        cacheKey(definition.getDeploymentId(), key), unused -> table(parse(definition)));
  }

  private Table table(DmnDecision decision) {
    return facts ->
        inEngine(() -> configuration().getDmnEngine().evaluateDecision(decision, facts));
  }

  private DmnDecision parse(DecisionDefinition definition) {
    try (InputStream content =
        engine
            .getObject()
            .getRepositoryService()
            .getResourceAsStream(definition.getDeploymentId(), definition.getResourceName())) {
      return configuration().getDmnEngine().parseDecision(definition.getKey(), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The decision engine wants the process engine's context even where it writes nothing, and
   * whoever completes a step need not be allowed to read deployments.
   */
  private <T> T inEngine(Supplier<T> work) {
    Command<T> command = context -> context.runWithoutAuthorization(work::get);
    return Context.getCommandContext() == null
        ? configuration().getCommandExecutorTxRequired().execute(command)
        : command.execute(Context.getCommandContext());
  }

  private ProcessEngineConfigurationImpl configuration() {
    return (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
  }

  private static String cacheKey(String deploymentId, String key) {
    return deploymentId + "/" + key;
  }
}
