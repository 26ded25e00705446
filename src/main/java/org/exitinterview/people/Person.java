package org.exitinterview.people;

import java.util.Set;

/**
 * Somebody who is logged in.
 *
 * @param groups ids of the Camunda groups he or she is in: roles and homes
 */
public record Person(String userId, Set<String> groups) {

  /** Whether the person holds the role. */
  public boolean holds(Role role) {
    return groups.contains(role.groupId());
  }
}
