package org.exitinterview.forms;

import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.exitinterview.people.CurrentPerson;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Refuses a process that a person starts by any other way than its form: without the form nothing
 * is checked, no case is entered, and whatever was sent becomes process variables. The service
 * itself may, when a return has come, and so may a step that is part of somebody's work.
 */
final class OnlyWithForm extends CommandInterceptor {

  private final ObjectProvider<CurrentPerson> currentPerson;

  OnlyWithForm(ObjectProvider<CurrentPerson> currentPerson) {
    this.currentPerson = currentPerson;
  }

  @Override
  public <T> T execute(Command<T> command) {
    boolean outermost = Context.getCommandContext() == null;
    if (outermost && starts(command) && currentPerson.getObject().find().isPresent()) {
      throw new FormRefusedException("A process is started with its form.");
    }
    return next.execute(command);
  }

  private static boolean starts(Command<?> command) {
    return command instanceof StartProcessInstanceCmd
        || command instanceof StartProcessInstanceAtActivitiesCmd;
  }
}
