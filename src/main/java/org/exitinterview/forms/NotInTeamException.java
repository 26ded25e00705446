package org.exitinterview.forms;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.exitinterview.config.SeveralProblems;

/** A step was to go to somebody, or be done by somebody, outside the team that its model names. */
final class NotInTeamException extends AuthorizationException implements SeveralProblems {

  private static final String PROBLEM =
      "Only people of the team that this step belongs to can have it.";

  NotInTeamException() {
    super(PROBLEM);
  }

  @Override
  public List<String> problems() {
    return List.of(PROBLEM);
  }
}
