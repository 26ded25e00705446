package org.exitinterview.forms;

import java.util.List;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.exitinterview.config.SeveralProblems;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * A step cannot be finished, or a process not started, with what was sent; nothing has changed. The
 * engine's interfaces answer 400 with the message, so it is written for the person at the form and
 * never quotes an answer.
 */
@ResponseStatus(HttpStatus.BAD_REQUEST)
public final class FormRefusedException extends FormFieldValidationException
    implements SeveralProblems {

  private final List<String> problems;

  /**
   * Refuses for some reasons.
   *
   * @param problems one sentence each, naming the field by its label
   */
  public FormRefusedException(List<String> problems) {
    super(null, String.join(" ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Refuses for one reason. */
  public FormRefusedException(String problem) {
    this(List.of(problem));
  }

  /** The reasons, one sentence each. */
  @Override
  public List<String> problems() {
    return problems;
  }
}
