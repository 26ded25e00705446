package org.exitinterview.register;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else works on a case from now on; published in the transaction that changes it.
 *
 * @param former user id of who worked on it until now; null at first
 * @param current user id of who works on it from now on
 */
public record CaseTeamChanged(
    String caseNumber, Member member, @Nullable String former, String current) {

  /** The place in the team. */
  public enum Member {
    SOCIAL_WORKER,
    IRO,
    INTERVIEWER
  }
}
