package org.exitinterview.people;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who is who: names, mail addresses, members of roles, managers of homes. */
@Component
public class Directory {

  /** First and last name; empty for an unknown user id. */
  public Optional<String> displayName(String userId) {
    return Optional.empty();
  }

  /** The mail address; empty if none is known. */
  public Optional<String> mail(String userId) {
    return Optional.empty();
  }

  /** User ids of everybody in the group. */
  public List<String> membersOf(String groupId) {
    return List.of();
  }

  /** User ids of the unit managers of a home; empty when the home has no manager here. */
  public List<String> managersOf(String homeUrn) {
    return List.of();
  }
}
