package org.exitinterview.people;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * The lists on the left side of Tasklist. A filter that exists is left alone, so an administrator
 * may change its words, order or colour.
 */
final class TaskFilters {

  private static final String MINE = "${currentUser()}";
  private static final String NOW = "${now()}";

  /** A week from today, including that day. */
  private static final String IN_A_WEEK = "${dateTime().withTimeAtStartOfDay().plusDays(8)}";

  private final ProcessEngine engine;
  private final RolePermissions permissions;

  TaskFilters(ProcessEngine engine, RolePermissions permissions) {
    this.engine = engine;
    this.permissions = permissions;
  }

  void create() {
    TaskService tasks = engine.getTaskService();
    filter(
        "My tasks",
        "What you have agreed or been asked to do",
        10,
        tasks.createTaskQuery().taskAssigneeExpression(MINE).orderByDueDate().asc());
    filter(
        "Tasks of my team",
        "What nobody in your team has taken on yet",
        20,
        tasks
            .createTaskQuery()
            .taskCandidateGroupInExpression("${currentUserGroups()}")
            .taskUnassigned()
            .orderByDueDate()
            .asc());
    filter(
        "Overdue",
        "What should have been done by now",
        30,
        tasks.createTaskQuery().dueBeforeExpression(NOW).orderByDueDate().asc());
    filter(
        "Due this week",
        "What is due in the next seven days",
        40,
        tasks
            .createTaskQuery()
            .dueAfterExpression(NOW)
            .dueBeforeExpression(IN_A_WEEK)
            .orderByDueDate()
            .asc());
  }

  private void filter(String name, String description, int priority, TaskQuery query) {
    Filter filter =
        engine.getFilterService().createTaskFilterQuery().filterName(name).singleResult();
    if (filter == null) {
      filter = engine.getFilterService().newTaskFilter(name);
      filter.setQuery(query);
      filter.setProperties(
          Map.of(
              "description",
              description,
              "priority",
              priority,
              "refresh",
              true,
              "variables",
              List.of(Map.of("name", CaseNumberOnCards.VARIABLE, "label", "Case"))));
      filter = engine.getFilterService().saveFilter(filter);
    }
    permissions.grantFilter(filter.getId());
  }
}
