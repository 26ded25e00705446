package org.exitinterview.people;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/**
 * The children's homes. Each is a Camunda group of type {@link #GROUP_TYPE} that is named after the
 * home and holds its managers, so homes are kept in Admin like everybody else's groups.
 */
@Component
public class Homes {

  /** Type of the groups that stand for homes. */
  public static final String GROUP_TYPE = "HOME";

  private static final String PREFIX = "home-";

  private final Unrestricted unrestricted;

  Homes(Unrestricted unrestricted) {
    this.unrestricted = unrestricted;
  }

  /** Id of the group of a home. */
  public static String groupOf(String urn) {
    return PREFIX + urn;
  }

  /** Ofsted numbers of the homes the person manages; empty for people who manage none. */
  public Set<String> of(Person person) {
    if (!person.holds(Role.UNIT_MANAGER)) {
      return Set.of();
    }
    return person.groups().stream()
        .filter(group -> group.startsWith(PREFIX))
        .map(group -> group.substring(PREFIX.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Name of the home; empty for a home this service does not know. */
  public Optional<String> name(String urn) {
    return unrestricted.get(
        () ->
            Optional.ofNullable(
                    unrestricted
                        .engine()
                        .getIdentityService()
                        .createGroupQuery()
                        .groupId(groupOf(urn))
                        .singleResult())
                .map(Group::getName));
  }

  /** Every home, as a choice of Ofsted number and name, in the order of names. */
  public List<Option> all() {
    List<Group> groups =
        unrestricted.get(
            () ->
                unrestricted
                    .engine()
                    .getIdentityService()
                    .createGroupQuery()
                    .groupType(GROUP_TYPE)
                    .orderByGroupName()
                    .asc()
                    .list());
    return groups.stream()
        .filter(group -> group.getId().startsWith(PREFIX))
        .map(group -> new Option(group.getId().substring(PREFIX.length()), group.getName()))
        .toList();
  }
}
