package org.exitinterview.report;

import java.util.Collection;
import java.util.List;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.exitinterview.process.ExitInterviewProcess.Elements;
import org.exitinterview.register.Act;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * To whom recommendations were made: the role that the person named first held at that time. People
 * change their roles, so it is noted when the recommendation is written.
 */
@Component
@Order(75)
class OwnerRoles implements Indicator {

  /** Roles that are asked to act, the most telling first. */
  private static final List<Role> ROLES =
      List.of(
          Role.UNIT_MANAGER,
          Role.RESIDENTIAL_SERVICE_MANAGER,
          Role.SENIOR_MANAGER,
          Role.SOCIAL_WORKER,
          Role.OUTSIDE_OWNER,
          Role.ACTION_OWNER);

  private final JdbcClient jdbc;
  private final Directory directory;

  OwnerRoles(JdbcClient jdbc, Directory directory) {
    this.jdbc = jdbc;
    this.directory = directory;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "ownerRoles",
            "recommendation",
            ROLES.stream().map(Role::groupId).toList(),
            List.of("cases")));
  }

  @Override
  public String query() {
    return """
        select c.day, 'ownerRoles' as figure, coalesce(o.role, 'unknown') as line, 'cases' as col,
          count(*) as cases
        from closed c join register.recommendation r using (case_number)
        left join register.owner_role o using (recommendation_id)
        where c.in_scope group by c.day, o.role
        """;
  }

  /** Notes the role of whoever a recommendation just written names. */
  @EventListener
  void written(Act act) {
    if (act.kind() == Act.Kind.COMPLETION && act.step().equals(Elements.WRITE_RECOMMENDATION)) {
      String owner = first(act.facts().get("owner"));
      String id = act.taskId();
      if (owner != null && id != null) {
        ROLES.stream()
            .filter(role -> directory.membersOf(role).contains(owner))
            .findFirst()
            .ifPresent(role -> note(id, role));
      }
    }
  }

  private void note(String recommendationId, Role role) {
    jdbc.sql(
            """
            insert into register.owner_role (recommendation_id, role) values (:id, :role)
            on conflict do nothing
            """)
        .param("id", recommendationId)
        .param("role", role.groupId())
        .update();
  }

  private static @Nullable String first(@Nullable Object owner) {
    if (owner instanceof Collection<?> several) {
      return several.isEmpty() ? null : several.iterator().next().toString();
    }
    return owner == null ? null : owner.toString();
  }
}
