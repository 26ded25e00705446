package org.exitinterview.people;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.config.Installation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Creates at each start what is missing: groups, permissions, filters, the administrator and, where
 * wanted, demonstration people. It runs before the web server takes requests, because Camunda lets
 * the first visitor make himself administrator while there is none.
 */
@Component
class IdentityBootstrap implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(IdentityBootstrap.class);
  private static final String ROLE_TYPE = "WORKFLOW";
  private static final String SYSTEM_TYPE = "SYSTEM";

  private final ProcessEngine engine;
  private final IdentityService identity;
  private final ExitInterviewSettings settings;
  private final Installation installation;
  private @Nullable FirstSecret administratorPassword;
  private @Nullable FirstSecret demonstrationPassword;

  IdentityBootstrap(
      ProcessEngine engine,
      IdentityService identity,
      ExitInterviewSettings settings,
      Installation installation) {
    this.engine = engine;
    this.identity = identity;
    this.settings = settings;
    this.installation = installation;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (Role role : Role.values()) {
      ensureGroup(
          role.groupId(), role.label(), role == Role.ADMINISTRATOR ? SYSTEM_TYPE : ROLE_TYPE);
    }
    RolePermissions permissions = new RolePermissions(engine.getAuthorizationService());
    permissions.grantAll();
    new TaskFilters(engine, permissions).create();
    ensureAdministrator();
    if (installation.demonstration()) {
      ensureDemonstrationPeople();
    }
  }

  /** User id of the administrator that the settings name. */
  String administrator() {
    String user = settings.admin().user();
    return StringUtils.hasText(user) ? user : "admin";
  }

  /** The administrator's first password; null when he existed before and nothing was generated. */
  @Nullable FirstSecret administratorPassword() {
    return administratorPassword;
  }

  /** The demonstration people's password; null without demonstration people. */
  @Nullable FirstSecret demonstrationPassword() {
    return demonstrationPassword;
  }

  private void ensureAdministrator() {
    String userId = administrator();
    administratorPassword =
        FirstSecret.setOrGenerated(
            settings.admin().password(), settings.dataDir(), "admin.password");
    if (find(userId) == null) {
      // The password was chosen by whoever set it or is random, and the start has checked it.
      create(userId, "Administrator", "", null, administratorPassword.value());
      log.info("Created the administrator {}", userId);
    }
    ensureMember(userId, Role.ADMINISTRATOR.groupId());
  }

  private void ensureDemonstrationPeople() {
    String set = settings.demoPassword();
    demonstrationPassword =
        FirstSecret.setOrGenerated(set, settings.dataDir(), "demonstration.password");
    DemonstrationPeople.HOMES.forEach(
        (urn, name) -> ensureGroup(Homes.groupOf(urn), name, Homes.GROUP_TYPE));
    for (DemonstrationPeople.Login login : DemonstrationPeople.LOGINS) {
      User existing = find(login.userId());
      if (existing == null) {
        create(
            login.userId(),
            login.firstName(),
            login.lastName(),
            login.mail(),
            demonstrationPassword.value());
      } else if (StringUtils.hasText(set)) {
        existing.setPassword(set);
        save(existing);
      }
      login.roles().forEach(role -> ensureMember(login.userId(), role.groupId()));
      login.homes().forEach(urn -> ensureMember(login.userId(), Homes.groupOf(urn)));
    }
  }

  private void ensureGroup(String id, String name, String type) {
    if (identity.createGroupQuery().groupId(id).count() == 0) {
      Group group = identity.newGroup(id);
      group.setName(name);
      group.setType(type);
      identity.saveGroup(group);
    }
  }

  private void ensureMember(String userId, String groupId) {
    if (identity.createUserQuery().userId(userId).memberOfGroup(groupId).count() == 0) {
      identity.createMembership(userId, groupId);
    }
  }

  private @Nullable User find(String userId) {
    List<User> found = identity.createUserQuery().userId(userId).list();
    return found.isEmpty() ? null : found.get(0);
  }

  private void create(
      String userId, String firstName, String lastName, @Nullable String mail, String password) {
    User user = identity.newUser(userId);
    user.setFirstName(firstName);
    user.setLastName(lastName);
    user.setEmail(mail);
    user.setPassword(password);
    save(user);
  }

  /**
   * Camunda's password policy asks for capitals and signs; it holds for people's own choices in the
   * web applications. Here passwords are random or were checked at the start.
   */
  private void save(User user) {
    ((IdentityServiceImpl) identity).saveUser(user, true);
  }
}
