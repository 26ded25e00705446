package org.exitinterview.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** What the start creates: groups, people, homes, permissions, lists; and that it does so once. */
@ApplicationTest
class RolesAndPermissionsTest {

  @Autowired private IdentityBootstrap bootstrap;
  @Autowired private IdentityService identity;
  @Autowired private AuthorizationService authorizations;
  @Autowired private FilterService filters;
  @Autowired private Directory directory;
  @Autowired private Homes homes;
  @Autowired private OptionLists options;
  @Autowired private TestRestTemplate rest;

  @AfterEach
  void logOut() {
    identity.clearAuthentication();
  }

  @Test
  void aSecondStartAddsNothing() {
    long permissions = authorizations.createAuthorizationQuery().count();
    long people = identity.createUserQuery().count();
    long groups = identity.createGroupQuery().count();
    long lists = filters.createTaskFilterQuery().count();

    bootstrap.afterSingletonsInstantiated();

    assertThat(authorizations.createAuthorizationQuery().count()).isEqualTo(permissions);
    assertThat(identity.createUserQuery().count()).isEqualTo(people);
    assertThat(identity.createGroupQuery().count()).isEqualTo(groups);
    assertThat(filters.createTaskFilterQuery().count()).isEqualTo(lists);
  }

  @ParameterizedTest
  @CsvSource({
    "unit-manager,                exit-interview, true",
    "residential-service-manager, exit-interview, true",
    "social-worker,               exit-interview, false",
    "interviewer,                 exit-interview, false",
    "supervisor,                  exit-interview, false",
    "social-worker,               withdrawal,     true",
    "interviewer,                 withdrawal,     true",
    "iro,                         withdrawal,     true",
    "residential-service-manager, withdrawal,     true",
    "unit-manager,                withdrawal,     false",
    "unit-manager,                concern,        true",
    "action-owner,                concern,        true",
    "interviewer,                 signposting,    true",
    "supervisor,                  concern,        false",
    "iro,                         recommendation, false",
    "residential-service-manager, recommendation, false",
    "unit-manager,                something-else, false"
  })
  void onlyTheNamedRolesStartAProcess(String group, String process, boolean allowed) {
    assertThat(
            authorizations.isUserAuthorized(
                "nobody-special",
                List.of(group),
                Permissions.CREATE_INSTANCE,
                Resources.PROCESS_DEFINITION,
                process))
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "unit-manager,    tasklist, true",
    "unit-manager,    cockpit,  false",
    "unit-manager,    admin,    false",
    "action-owner,    tasklist, true",
    "supervisor,      tasklist, true",
    "supervisor,      cockpit,  true",
    "supervisor,      admin,    false",
    "camunda-admin,   admin,    true",
    "home-9702906,    tasklist, false"
  })
  void onlyTheNamedRolesOpenAnApplication(String group, String application, boolean allowed) {
    assertThat(
            authorizations.isUserAuthorized(
                "nobody-special",
                List.of(group),
                Permissions.ACCESS,
                Resources.APPLICATION,
                application))
        .isEqualTo(allowed);
  }

  @Test
  void caseworkersSeeTheReadyMadeListsInTheirOrder() {
    JsonNode lists =
        rest.withBasicAuth("sarah.worker", ApplicationTest.PASSWORD)
            .getForObject("/engine-rest/filter?resourceType=Task", JsonNode.class);

    assertThat(StreamSupport.stream(lists.spliterator(), false).map(f -> f.get("name").asText()))
        .contains("My tasks", "Tasks of my team", "Overdue", "Due this week");
  }

  @Test
  void everyReadyMadeListCanBeCounted() {
    identity.setAuthentication("sarah.worker", List.of(Role.SOCIAL_WORKER.groupId()));

    filters
        .createTaskFilterQuery()
        .list()
        .forEach(
            filter -> assertThat(filters.count(filter.getId())).as(filter.getName()).isNotNull());
  }

  @Test
  void theDirectoryIsCompleteForPeopleWhoMayNotBrowseUsers() {
    identity.setAuthentication("sarah.worker", List.of(Role.SOCIAL_WORKER.groupId()));

    assertThat(identity.createUserQuery().userId("irene.iro").count()).isZero();
    assertThat(directory.displayName("irene.iro")).contains("Irene Lowe");
    assertThat(directory.mail("irene.iro")).contains("irene.iro@example.org");
    assertThat(directory.displayName("nobody")).isEmpty();
    assertThat(directory.membersOf(Role.IRO)).containsExactly("idris.iro", "irene.iro");
    assertThat(directory.managersOf("3311876")).containsExactly("martin.manager");
    assertThat(directory.managersOf("0000000")).isEmpty();
    assertThat(homes.name("9702906")).contains("Ashgrove House");
  }

  @Test
  void formsOfferPeopleByNameAndHomesByWhoseTheyAre() {
    assertThat(options.options("iros"))
        .containsExactly(
            new Option("idris.iro", "Idris Penn"), new Option("irene.iro", "Irene Lowe"));
    assertThat(options.options("socialWorkers")).extracting(Option::value).contains("sam.worker");
    assertThat(options.options("interviewers")).hasSize(2);
    assertThat(options.options("actionOwners"))
        .extracting(Option::value)
        .contains("owen.owner", "una.manager")
        .doesNotHaveDuplicates();
    assertThat(options.options("unknown")).isEmpty();

    logInAs("una.manager");
    assertThat(options.options("homes"))
        .extracting(Option::label)
        .containsExactly("Ashgrove House", "Meadow View");
    logInAs("sarah.worker");
    assertThat(options.options("homes")).isEmpty();
    logInAs("rosa.service");
    assertThat(options.options("homes")).hasSize(3);
  }

  @Test
  void onlyAUnitManagerHasHomes() {
    assertThat(homes.of(new Person("a", Set.of("unit-manager", "home-123"))))
        .containsExactly("123");
    assertThat(homes.of(new Person("b", Set.of("social-worker", "home-123")))).isEmpty();
  }

  @Test
  void aPersonMayChangeTheOwnPasswordAndNobodyElses() {
    assertThat(
            authorizations.isUserAuthorized(
                "una.manager", List.of(), Permissions.UPDATE, Resources.USER, "una.manager"))
        .isTrue();
    assertThat(
            authorizations.isUserAuthorized(
                "una.manager",
                List.of("unit-manager"),
                Permissions.UPDATE,
                Resources.USER,
                "sam.worker"))
        .isFalse();
  }

  private void logInAs(String userId) {
    identity.clearAuthentication();
    List<String> groups =
        identity.createGroupQuery().groupMember(userId).list().stream()
            .map(group -> group.getId())
            .toList();
    identity.setAuthentication(userId, groups);
  }
}
