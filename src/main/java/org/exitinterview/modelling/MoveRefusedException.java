package org.exitinterview.modelling;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.exitinterview.config.SeveralProblems;

/** A case was to be moved to where the record is sent, past the decision on it. */
final class MoveRefusedException extends AuthorizationException implements SeveralProblems {

  private static final String PROBLEM =
      "From there the record would be sent without the decision on who receives it."
          + " Move the case to a step before that decision.";

  MoveRefusedException() {
    super(PROBLEM);
  }

  @Override
  public List<String> problems() {
    return List.of(PROBLEM);
  }
}
