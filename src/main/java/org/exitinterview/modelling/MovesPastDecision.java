package org.exitinterview.modelling;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.ModificationBuilderImpl;
import org.camunda.bpm.engine.impl.ProcessInstanceModificationBuilderImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractModificationCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractProcessInstanceModificationCommand;
import org.camunda.bpm.engine.impl.cmd.ActivityAfterInstantiationCmd;
import org.camunda.bpm.engine.impl.cmd.ActivityBeforeInstantiationCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceAsyncCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.TransitionInstantiationCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.migration.AbstractMigrationCmd;
import org.camunda.bpm.engine.impl.migration.MigrationPlanExecutionBuilderImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.exitinterview.modelling.Place.Run;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Refuses to move a case to a place from which the record would be sent without the decision on it:
 * by modification, one case or many at once, and by migration. What {@link ModelGate} makes sure of
 * in models would otherwise be undone by whoever may put a case right.
 */
final class MovesPastDecision extends CommandInterceptor {

  private static final String OF_ALL_INSTANCES = "#multiInstanceBody";

  @Override
  public <T> T execute(Command<T> command) {
    CommandContext context = Context.getCommandContext();
    if (command instanceof ModifyProcessInstanceCmd
        || command instanceof ModifyProcessInstanceAsyncCmd) {
      checkModification(context, field(command, "builder"));
    } else if (command instanceof AbstractModificationCmd<?>) {
      ModificationBuilderImpl many = field(command, "builder");
      check(context, many.getProcessDefinitionId(), many.getInstructions());
    } else if (command instanceof AbstractMigrationCmd) {
      checkMigration(context, field(command, "executionBuilder"));
    }
    return next.execute(command);
  }

  private static void checkModification(
      CommandContext context, ProcessInstanceModificationBuilderImpl one) {
    ExecutionEntity instance =
        context.getExecutionManager().findExecutionById(one.getProcessInstanceId());
    if (instance != null) {
      check(context, instance.getProcessDefinitionId(), one.getModificationOperations());
    }
  }

  private static void check(
      CommandContext context,
      String definition,
      List<AbstractProcessInstanceModificationCommand> moves) {
    Moves model = new Moves(context, definition);
    for (AbstractProcessInstanceModificationCommand move : moves) {
      if (move instanceof ActivityBeforeInstantiationCmd before) {
        refuseIf(model.sendsFrom(before.getTargetElementId(), false));
      } else if (move instanceof ActivityAfterInstantiationCmd after) {
        refuseIf(model.sendsFrom(after.getTargetElementId(), true));
      } else if (move instanceof TransitionInstantiationCmd transition) {
        refuseIf(model.sendsFrom(model.targetOf(transition.getTargetElementId()), false));
      }
    }
  }

  /** What is on its way to be sent already may be migrated to where it still is. */
  private static void checkMigration(
      CommandContext context, MigrationPlanExecutionBuilderImpl migration) {
    MigrationPlan plan = migration.getMigrationPlan();
    if (plan == null
        || plan.getSourceProcessDefinitionId() == null
        || plan.getTargetProcessDefinitionId() == null) {
      return;
    }
    Moves source = new Moves(context, plan.getSourceProcessDefinitionId());
    Moves target = new Moves(context, plan.getTargetProcessDefinitionId());
    plan.getInstructions()
        .forEach(
            instruction ->
                refuseIf(
                    target.sendsFrom(instruction.getTargetActivityId(), false)
                        && !source.sendsFrom(instruction.getSourceActivityId(), false)));
  }

  private static void refuseIf(boolean sends) {
    if (sends) {
      throw new MoveRefusedException();
    }
  }

  /** Where a case can be moved to in one process, together with those it calls. */
  private static final class Moves {

    private final String process;
    private final Collection<Process> processes;
    private final Set<Place> sending;

    private Moves(CommandContext context, String definitionId) {
      Map<String, Process> all = Map.of();
      String key = definitionId;
      ProcessDefinitionEntity definition =
          context.getProcessDefinitionManager().findLatestProcessDefinitionById(definitionId);
      if (definition != null) {
        key = definition.getKey();
        all =
            context
                .getProcessDefinitionManager()
                .findProcessDefinitionsByDeploymentId(definition.getDeploymentId())
                .stream()
                .collect(
                    Collectors.toMap(ProcessDefinition::getKey, called -> model(context, called)));
      }
      this.process = key;
      this.processes = all.values();
      this.sending = CirculationDecided.unchecked(processes);
    }

    private boolean sendsFrom(String element, boolean left) {
      Run run = new Run(process, false);
      String activity = element.replace(OF_ALL_INSTANCES, "");
      return sending.contains(left ? run.after(activity) : run.before(activity));
    }

    private String targetOf(String flow) {
      return processes.stream()
          .flatMap(
              each ->
                  each.getModelInstance().getModelElementsByType(SequenceFlow.class).stream()
                      .filter(candidate -> candidate.getId().equals(flow)))
          .map(found -> found.getAttributeValue("targetRef"))
          .findFirst()
          .orElse(flow);
    }

    private static Process model(CommandContext context, ProcessDefinition definition) {
      return context
          .getProcessEngineConfiguration()
          .getDeploymentCache()
          .findBpmnModelInstanceForProcessDefinition(definition.getId())
          .getModelElementById(definition.getKey());
    }
  }

  /** The commands of the engine have no getters; a field that is gone after an update throws. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <F> F field(Object command, String name) {
    Object value = new DirectFieldAccessor(command).getPropertyValue(name);
    if (value == null) {
      throw new IllegalStateException("The engine's command has no " + name);
    }
    return (F) value;
  }
}
