package org.exitinterview.people;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The drop-down lists of the forms that name people and homes. */
@Component
public class OptionLists {

  private static final Map<String, List<Role>> ROLES =
      Map.of(
          "socialWorkers", List.of(Role.SOCIAL_WORKER),
          "iros", List.of(Role.IRO),
          "interviewers", List.of(Role.INTERVIEWER),
          "copyReaders",
              List.of(Role.UNIT_MANAGER, Role.RESIDENTIAL_SERVICE_MANAGER, Role.SOCIAL_WORKER),
          "actionOwners",
              List.of(
                  Role.ACTION_OWNER,
                  Role.OUTSIDE_OWNER,
                  Role.UNIT_MANAGER,
                  Role.RESIDENTIAL_SERVICE_MANAGER,
                  Role.SOCIAL_WORKER,
                  Role.SENIOR_MANAGER),
          "colleagues", List.of(Role.values()));

  private final Directory directory;
  private final Homes homes;
  private final CurrentPerson currentPerson;
  private final ObjectProvider<Choices> others;

  OptionLists(
      Directory directory,
      Homes homes,
      CurrentPerson currentPerson,
      ObjectProvider<Choices> others) {
    this.directory = directory;
    this.others = others;
    this.homes = homes;
    this.currentPerson = currentPerson;
  }

  /**
   * The choices for a form's {@code valuesKey}, in the order of names; empty for an unknown key.
   */
  public List<Option> options(String valuesKey) {
    if (valuesKey.equals("homes")) {
      return homesToChoose();
    }
    return !ROLES.containsKey(valuesKey)
        ? others.stream()
            .filter(choices -> choices.valuesKey().equals(valuesKey))
            .flatMap(choices -> choices.options().stream())
            .toList()
        : ROLES.getOrDefault(valuesKey, List.of()).stream()
            .flatMap(this::holders)
            .distinct()
            .sorted(Comparator.comparing(Option::label))
            .toList();
  }

  private Stream<Option> holders(Role role) {
    return directory.members(role.groupId()).stream()
        .map(user -> new Option(user.getId(), Directory.name(user)));
  }

  private List<Option> homesToChoose() {
    Optional<Person> person = currentPerson.find();
    if (person.isEmpty() || person.get().holds(Role.RESIDENTIAL_SERVICE_MANAGER)) {
      return homes.all();
    }
    Set<String> own = homes.of(person.get());
    return homes.all().stream().filter(home -> own.contains(home.value())).toList();
  }
}
