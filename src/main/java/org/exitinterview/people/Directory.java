package org.exitinterview.people;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Who is who: names, mail addresses, members of roles, managers of homes. Answers are complete
 * whoever is logged in.
 */
@Component
public class Directory {

  private final Unrestricted unrestricted;

  Directory(Unrestricted unrestricted) {
    this.unrestricted = unrestricted;
  }

  /** First and last name; empty for an unknown user id. */
  public Optional<String> displayName(String userId) {
    return find(userId).map(Directory::name);
  }

  /** The mail address; empty if none is known. */
  public Optional<String> mail(String userId) {
    return find(userId).map(User::getEmail).filter(StringUtils::hasText);
  }

  /** User ids of everybody in the group, in alphabetical order. */
  public List<String> membersOf(String groupId) {
    return members(groupId).stream().map(User::getId).toList();
  }

  /** User ids of everybody who holds the role, in alphabetical order. */
  public List<String> membersOf(Role role) {
    return membersOf(role.groupId());
  }

  /** User ids of the unit managers of a home; empty when the home has no manager here. */
  public List<String> managersOf(String homeUrn) {
    List<String> managers = membersOf(Role.UNIT_MANAGER);
    return membersOf(Homes.groupOf(homeUrn)).stream().filter(managers::contains).toList();
  }

  /** Whether the person works without a login and answers by links that come by mail. */
  public boolean isOutside(String userId) {
    return unrestricted.get(
        () ->
            identity()
                    .createUserQuery()
                    .userId(userId)
                    .memberOfGroup(Role.OUTSIDE_OWNER.groupId())
                    .count()
                > 0);
  }

  List<User> members(String groupId) {
    return unrestricted.get(
        () -> identity().createUserQuery().memberOfGroup(groupId).orderByUserId().asc().list());
  }

  static String name(User user) {
    String name =
        Stream.of(user.getFirstName(), user.getLastName())
            .filter(StringUtils::hasText)
            .collect(Collectors.joining(" "));
    return name.isEmpty() ? user.getId() : name;
  }

  private Optional<User> find(String userId) {
    return unrestricted.get(
        () -> Optional.ofNullable(identity().createUserQuery().userId(userId).singleResult()));
  }

  private IdentityService identity() {
    return unrestricted.engine().getIdentityService();
  }
}
