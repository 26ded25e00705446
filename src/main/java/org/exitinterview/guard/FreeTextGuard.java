package org.exitinterview.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.SetAnnotationForOperationLog;
import org.camunda.bpm.engine.impl.batch.RestartProcessInstancesBatchCmd;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.cmd.AddGroupIdentityLinkCmd;
import org.camunda.bpm.engine.impl.cmd.AddUserIdentityLinkCmd;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.CreateIncidentCmd;
import org.camunda.bpm.engine.impl.cmd.DelegateTaskCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteGroupIdentityLinkCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstancesCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteUserIdentityLinkCmd;
import org.camunda.bpm.engine.impl.cmd.HandleExternalTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleExternalTaskFailureCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceAsyncCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.ProcessInstanceModificationBatchCmd;
import org.camunda.bpm.engine.impl.cmd.ProcessInstanceModificationCmd;
import org.camunda.bpm.engine.impl.cmd.RestartProcessInstancesCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.SaveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SetAnnotationForIncidentCmd;
import org.camunda.bpm.engine.impl.cmd.SetTaskDescriptionCmd;
import org.camunda.bpm.engine.impl.cmd.SetTaskNameCmd;
import org.camunda.bpm.engine.impl.cmd.SetTaskOwnerCmd;
import org.camunda.bpm.engine.impl.cmd.UpdateCommentCmd;
import org.camunda.bpm.engine.impl.cmd.batch.DeleteProcessInstanceBatchCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.exitinterview.process.ProcessData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Refuses what people could type into the engine beside the forms. All of it would be kept in
 * clear, much of it for ever in the operation log, and be read by everybody with permissions.
 */
final class FreeTextGuard extends CommandInterceptor {

  private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z]{1,40}");

  private static final String COMMENT =
      "Comments and attachments are switched off. Write into the form of the step.";
  private static final String ANNOTATION = "Notes are switched off. Leave the note empty.";
  private static final String REASON = "Leave the reason empty, or give it in one word.";
  private static final String TASK = "The name and description of a step are set by its model.";
  private static final String FAILURE = "Failures are reported by the step itself.";
  private static final String TEAM_OF_STEP = "Whose step this is, is set by its model.";
  private static final String ENDED = "What has ended is not started again. Open a new case.";
  private static final String LENT = "A step is not lent. Hand it over instead.";
  private static final String PERSON = "Name the person by his or her user id.";

  private static final Map<Class<?>, Consumer<Object>> CHECKS = checks();

  @Override
  public <T> T execute(Command<T> command) {
    Consumer<Object> check = CHECKS.get(command.getClass());
    if (check != null) {
      check.accept(command);
    }
    return next.execute(command);
  }

  private static Map<Class<?>, Consumer<Object>> checks() {
    Map<Class<?>, Consumer<Object>> checks = new HashMap<>();
    List.of(
            AddCommentCmd.class,
            UpdateCommentCmd.class,
            CreateAttachmentCmd.class,
            SaveAttachmentCmd.class)
        .forEach(type -> checks.put(type, never(COMMENT)));
    List.of(SetTaskNameCmd.class, SetTaskDescriptionCmd.class)
        .forEach(type -> checks.put(type, never(TASK)));
    checks.put(SaveTaskCmd.class, FreeTextGuard::refuseRenamed);
    List.of(
            CreateIncidentCmd.class,
            HandleExternalTaskFailureCmd.class,
            HandleExternalTaskBpmnErrorCmd.class)
        .forEach(type -> checks.put(type, never(FAILURE)));
    List.of(SetAnnotationForIncidentCmd.class, SetAnnotationForOperationLog.class)
        .forEach(type -> checks.put(type, empty("annotation", ANNOTATION)));
    List.of(
            DeleteProcessInstanceCmd.class,
            DeleteProcessInstancesCmd.class,
            DeleteProcessInstanceBatchCmd.class,
            DeleteTaskCmd.class)
        .forEach(type -> checks.put(type, oneWord("deleteReason")));
    List.of(ModifyProcessInstanceCmd.class, ModifyProcessInstanceAsyncCmd.class)
        .forEach(
            type ->
                checks.put(
                    type,
                    oneWord("builder.modificationReason")
                        .andThen(empty("builder.annotation", ANNOTATION))));
    List.of(ProcessInstanceModificationCmd.class, ProcessInstanceModificationBatchCmd.class)
        .forEach(type -> checks.put(type, empty("builder.annotation", ANNOTATION)));
    List.of(AssignTaskCmd.class, ClaimTaskCmd.class)
        .forEach(type -> checks.put(type, id("userId", PERSON)));
    List.of(RestartProcessInstancesCmd.class, RestartProcessInstancesBatchCmd.class)
        .forEach(type -> checks.put(type, never(ENDED)));
    // An owner keeps access to what somebody else does; a further candidate gets it.
    List.of(DelegateTaskCmd.class, SetTaskOwnerCmd.class)
        .forEach(type -> checks.put(type, never(LENT)));
    List.of(
            AddUserIdentityLinkCmd.class,
            AddGroupIdentityLinkCmd.class,
            DeleteUserIdentityLinkCmd.class,
            DeleteGroupIdentityLinkCmd.class)
        .forEach(type -> checks.put(type, never(TEAM_OF_STEP)));
    return Map.copyOf(checks);
  }

  private static Consumer<Object> never(String problem) {
    return command -> {
      throw new RefusedException(problem);
    };
  }

  private static Consumer<Object> empty(String field, String problem) {
    return command -> {
      if (!text(command, field).isBlank()) {
        throw new RefusedException(problem);
      }
    };
  }

  private static Consumer<Object> oneWord(String field) {
    return command -> {
      String reason = text(command, field);
      if (!reason.isEmpty() && !ONE_WORD.matcher(reason).matches()) {
        throw new RefusedException(REASON);
      }
    };
  }

  private static Consumer<Object> id(String field, String problem) {
    return command -> {
      String id = text(command, field);
      if (!id.isEmpty() && !ProcessData.accepts("owner", id)) {
        throw new RefusedException(problem);
      }
    };
  }

  private static void refuseRenamed(Object command) {
    TaskEntity task = (TaskEntity) field(command, "task");
    if (task != null
        && (isChanged(task, TaskEntity.NAME) || isChanged(task, TaskEntity.DESCRIPTION))) {
      throw new RefusedException(TASK);
    }
    if (task != null && isChanged(task, TaskEntity.OWNER)) {
      throw new RefusedException(LENT);
    }
  }

  private static boolean isChanged(TaskEntity task, String property) {
    PropertyChange change = task.getPropertyChanges().get(property);
    return change != null
        && !String.valueOf(change.getNewValue()).equals(String.valueOf(change.getOrgValue()));
  }

  private static String text(Object command, String path) {
    Object value = field(command, path);
    return value == null ? "" : value.toString();
  }

  /** The commands of the engine have no getters; a field that is gone after an update throws. */
  private static @Nullable Object field(Object command, String path) {
    return new DirectFieldAccessor(command).getPropertyValue(path);
  }
}
