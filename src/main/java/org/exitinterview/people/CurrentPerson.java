package org.exitinterview.people;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Who is acting, as the engine knows it: web session, HTTP basic or test alike. */
@Component
public class CurrentPerson {

  private final ObjectProvider<IdentityService> identityService;

  CurrentPerson(ObjectProvider<IdentityService> identityService) {
    this.identityService = identityService;
  }

  /** The person who is acting; empty when the service acts by itself (timers, start-up). */
  public Optional<Person> find() {
    Authentication authentication = identityService.getObject().getCurrentAuthentication();
    if (authentication == null || authentication.getUserId() == null) {
      return Optional.empty();
    }
    List<String> groups = authentication.getGroupIds();
    return Optional.of(
        new Person(authentication.getUserId(), groups == null ? Set.of() : Set.copyOf(groups)));
  }

  /**
   * The person who is acting.
   *
   * @throws IllegalStateException if nobody is
   */
  public Person get() {
    return find().orElseThrow(() -> new IllegalStateException("Nobody is logged in"));
  }
}
