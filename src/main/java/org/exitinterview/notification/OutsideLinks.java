package org.exitinterview.notification;

import java.util.Optional;

/** How somebody without an account reaches the step that waits for an answer. */
public interface OutsideLinks {

  /**
   * A new link to the step, for one mail: its path below the application's address. Empty if the
   * step no longer waits for that person.
   *
   * @param taskId the engine's task
   */
  Optional<String> pathFor(String userId, String taskId);
}
