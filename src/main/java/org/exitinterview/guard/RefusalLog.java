package org.exitinterview.guard;

import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.exitinterview.config.SeveralProblems;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Says in the log who was refused what by which rule. Our rules never quote what was sent; of what
 * the engine refuses, only that it did is said.
 */
final class RefusalLog extends CommandInterceptor {

  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

  private final ObjectProvider<CurrentPerson> currentPerson;

  RefusalLog(ObjectProvider<CurrentPerson> currentPerson) {
    this.currentPerson = currentPerson;
  }

  @Override
  public <T> T execute(Command<T> command) {
    boolean outermost = Context.getCommandContext() == null;
    try {
      return next.execute(command);
    } catch (AuthorizationException | ParseException refusal) {
      if (outermost) {
        note(command, refusal);
      }
      throw refusal;
    } catch (RuntimeException refusal) {
      if (outermost && refusal instanceof SeveralProblems) {
        note(command, refusal);
      }
      throw refusal;
    }
  }

  private void note(Command<?> command, RuntimeException refusal) {
    String person =
        currentPerson.getObject().find().map(Person::userId).orElse("the service itself");
    log.warn(
        "Refused to {}: {} ({})",
        person,
        rule(refusal),
        command.getClass().getSimpleName().replaceAll("Cmd$", ""));
  }

  private static String rule(RuntimeException refusal) {
    return refusal instanceof SeveralProblems several
        ? several.problems().stream().collect(Collectors.joining(" ")).replaceAll("\\s+", " ")
        : refusal.getClass().getSimpleName();
  }
}
