package org.exitinterview.leaving;

import java.util.List;
import org.exitinterview.config.SeveralProblems;
import org.exitinterview.people.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody sends a return who may not. */
@ResponseStatus(HttpStatus.FORBIDDEN)
final class ReturnNotAllowedException extends RuntimeException implements SeveralProblems {

  ReturnNotAllowedException() {
    super("You may not send returns.");
  }

  @Override
  public List<String> problems() {
    return List.of(
        "Only %s and administrators may. Ask one of them to send it."
            .formatted(Role.RESIDENTIAL_SERVICE_MANAGER.label()));
  }
}
