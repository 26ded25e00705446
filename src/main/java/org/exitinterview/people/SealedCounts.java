package org.exitinterview.people;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.DeploymentStatisticsQueryImpl;
import org.camunda.bpm.engine.impl.ProcessDefinitionStatisticsQueryImpl;
import org.camunda.bpm.engine.impl.cmd.GetUniqueTaskWorkerCountCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.metrics.MetricsQueryImpl;
import org.camunda.bpm.engine.management.ProcessDefinitionStatistics;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Keeps numbers from telling what lists hide: the engine counts whatever runs for everybody who may
 * read a model, and two looks at a number tell what happened between them.
 */
final class SealedCounts extends CommandInterceptor {

  private final ObjectProvider<CurrentPerson> currentPerson;

  SealedCounts(ObjectProvider<CurrentPerson> currentPerson) {
    this.currentPerson = currentPerson;
  }

  @Override
  public <T> T execute(Command<T> command) {
    if (command instanceof MetricsQueryImpl
        || command instanceof DeploymentStatisticsQueryImpl
        || command instanceof GetUniqueTaskWorkerCountCmd) {
      refuse();
    }
    T result = next.execute(command);
    if (command instanceof ProcessDefinitionStatisticsQueryImpl
        && result instanceof List<?> counts
        && isSealedFromCaller()) {
      counts.removeIf(SealedCounts::isSealed);
    }
    return result;
  }

  private static boolean isSealed(Object count) {
    return count instanceof ProcessDefinitionStatistics statistics
        && ProcessStarters.SEALED.contains(statistics.getKey());
  }

  private void refuse() {
    if (isSealedFromCaller()) {
      throw new AuthorizationException("Counts of everything that runs are not shown.");
    }
  }

  /** The service itself counts everything, and administrators see the numbers of the engine. */
  private boolean isSealedFromCaller() {
    Optional<Person> person = currentPerson.getObject().find();
    return person.isPresent() && !person.get().holds(Role.ADMINISTRATOR);
  }
}
