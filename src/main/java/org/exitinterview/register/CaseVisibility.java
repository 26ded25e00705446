package org.exitinterview.register;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.exitinterview.people.Homes;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.springframework.stereotype.Component;

/**
 * Which cases a person may know of. It is about codes and dates; the young person's words have
 * their own list of readers in each case.
 */
@Component
public class CaseVisibility {

  private static final Set<Role> SEE_ALL =
      Set.of(Role.RESIDENTIAL_SERVICE_MANAGER, Role.SUPERVISOR, Role.ADMINISTRATOR);

  private final CaseRegister register;
  private final Homes homes;

  CaseVisibility(CaseRegister register, Homes homes) {
    this.register = register;
    this.homes = homes;
  }

  /** The cases the person may know of, newest first. */
  public List<ExitCase> casesOf(Person person) {
    return seesAll(person)
        ? register.all()
        : register.visibleTo(person.userId(), List.copyOf(homes.of(person)));
  }

  /** The case, if there is one with that number and the person may know of it. */
  public Optional<ExitCase> find(Person person, String caseNumber) {
    return register.find(caseNumber).filter(exitCase -> isVisible(person, exitCase));
  }

  private boolean isVisible(Person person, ExitCase exitCase) {
    return seesAll(person)
        || person.userId().equals(exitCase.socialWorker())
        || person.userId().equals(exitCase.iro())
        || person.userId().equals(exitCase.interviewer())
        || (exitCase.homeUrn() != null && homes.of(person).contains(exitCase.homeUrn()));
  }

  private static boolean seesAll(Person person) {
    return SEE_ALL.stream().anyMatch(person::holds);
  }
}
