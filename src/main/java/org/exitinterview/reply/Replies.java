package org.exitinterview.reply;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.evidence.Evidence;
import org.exitinterview.evidence.EvidenceRefusedException;
import org.exitinterview.evidence.Upload;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.forms.OpenForm;
import org.exitinterview.forms.OpenForms;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.process.RecommendationProcess;
import org.exitinterview.process.RecommendationProcess.Elements;
import org.exitinterview.process.RecommendationProcess.Variables;
import org.exitinterview.recommendation.Recommendations;
import org.exitinterview.register.Act;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What somebody with a link may do: see the one form, hand it in, take the answer back for a while,
 * have a new link sent. Each is done as the person the link is for, so the record's circulation
 * list and the engine decide as they would in Tasklist.
 */
@Service
class Replies {

  /**
   * What the register notes beside the step's own entry, so that the way of the answer is known.
   */
  private static final String BY_LINK = "answeredByLink";

  private static final String TAKEN_BACK = "takenBackByLink";

  private final ReplyLinks links;
  private final OpenForms forms;
  private final TaskService taskService;
  private final RuntimeService runtimeService;
  private final IdentityService identityService;
  private final Recommendations recommendations;
  private final Evidence evidence;
  private final CaseRegister register;
  private final Outbox outbox;
  private final JdbcClient jdbc;
  private final Clock clock;

  Replies(
      ReplyLinks links,
      OpenForms forms,
      TaskService taskService,
      RuntimeService runtimeService,
      IdentityService identityService,
      Recommendations recommendations,
      Evidence evidence,
      CaseRegister register,
      Outbox outbox,
      JdbcClient jdbc,
      Clock clock) {
    this.links = links;
    this.forms = forms;
    this.taskService = taskService;
    this.runtimeService = runtimeService;
    this.identityService = identityService;
    this.recommendations = recommendations;
    this.evidence = evidence;
    this.register = register;
    this.outbox = outbox;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The form, as it stands with these answers. */
  @Transactional
  public OpenForm form(ReplyLink link, Map<String, List<String>> answers) {
    return as(link, () -> forms.open(link.taskId(), answers));
  }

  /**
   * Completes the step in the name of the person the link is for.
   *
   * @throws FormRefusedException if the form is not in order
   */
  @Transactional
  public void answer(ReplyLink link, Map<String, List<String>> answers) {
    Task task =
        links
            .openTask(link)
            .orElseThrow(() -> new FormRefusedException("This has been answered already."));
    as(
        link,
        () -> {
          forms.handIn(link.taskId(), answers);
          return link;
        });
    note(link, task.getTaskDefinitionKey(), BY_LINK);
    links.noteAnswered(link);
  }

  /**
   * Whether the answer can still be taken back: for a set time, while the recommendation goes on,
   * and only until somebody else has acted on the answer.
   */
  public boolean mayTakeBack(ReplyLink link) {
    OffsetDateTime until = link.correctUntil();
    return link.answeredAt() != null
        && until != null
        && OffsetDateTime.now(clock).isBefore(until)
        && running(link) != null
        && isLatestAct(link);
  }

  /**
   * Takes the answer back: the step waits for its owner again, chased as before.
   *
   * @return whether that was still possible
   */
  @Transactional
  public boolean takeBack(ReplyLink link) {
    ProcessInstance running = running(link);
    if (running == null || !mayTakeBack(link)) {
      return false;
    }
    ProcessInstanceModificationBuilder change =
        runtimeService.createProcessInstanceModification(running.getId());
    ActivityInstance tree = runtimeService.getActivityInstance(running.getId());
    for (ActivityInstance waiting : tree.getChildActivityInstances()) {
      change.cancelActivityInstance(waiting.getId());
    }
    change.startBeforeActivity(Elements.ANSWER_RECOMMENDATION).execute();
    recommendations.answerTakenBack(link.recommendationId());
    note(link, Elements.ANSWER_RECOMMENDATION, TAKEN_BACK);
    Task again =
        taskService
            .createTaskQuery()
            .processInstanceId(running.getId())
            .taskDefinitionKey(Elements.ANSWER_RECOMMENDATION)
            .singleResult();
    links.noteTakenBack(link, again.getId());
    return true;
  }

  /** The names of the files that were added to show that it is done. */
  @Transactional
  public List<String> evidence(ReplyLink link) {
    return as(
        link,
        () ->
            evidence.of(link.recommendationId()).orElse(List.of()).stream()
                .map(Evidence.Kept::name)
                .toList());
  }

  /**
   * Adds a file in the name of the person the link is for.
   *
   * @throws org.exitinterview.evidence.EvidenceRefusedException if it is not taken
   */
  @Transactional(noRollbackFor = EvidenceRefusedException.class)
  public void addEvidence(ReplyLink link, Upload upload) {
    as(
        link,
        () -> {
          evidence.add(link.recommendationId(), upload);
          return link;
        });
  }

  /** What may be added, in words. */
  String evidenceTaken() {
    return evidence.taken();
  }

  /** Mails a new link, to the address that is known and to no other. */
  @Transactional
  public void renew(ReplyLink link) {
    if (links.openTask(link).isPresent() && links.mayRenew(link)) {
      outbox.answer(
          Recipient.user(link.owner()), Notice.REPLY_ASKED, link.caseNumber(), link.taskId());
    }
  }

  private @Nullable ProcessInstance running(ReplyLink link) {
    return runtimeService
        .createProcessInstanceQuery()
        .processDefinitionKey(RecommendationProcess.KEY)
        .variableValueEquals(Variables.RECOMMENDATION_ID.variableName(), link.recommendationId())
        .active()
        .singleResult();
  }

  /** Whether the answer to the recommendation is the last thing a person did about it. */
  private boolean isLatestAct(ReplyLink link) {
    return jdbc.sql(
            """
            select task_id = :task and step = :step from register.act
            where case_number = :caseNumber and item = :item and act = 'completion'
            order by id desc limit 1
            """)
        .param("task", link.taskId())
        .param("step", Elements.ANSWER_RECOMMENDATION)
        .param("caseNumber", link.caseNumber())
        .param("item", link.recommendationId())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private void note(ReplyLink link, String step, String what) {
    register.record(
        new Act(
            link.owner(),
            Act.Kind.SYSTEM,
            RecommendationProcess.KEY,
            link.caseNumber(),
            step,
            link.taskId(),
            link.recommendationId(),
            what,
            Map.of()));
  }

  private <T> T as(ReplyLink link, Supplier<T> work) {
    List<String> groups =
        identityService.createGroupQuery().groupMember(link.owner()).list().stream()
            .map(Group::getId)
            .toList();
    try {
      identityService.setAuthentication(link.owner(), groups);
      return work.get();
    } finally {
      identityService.clearAuthentication();
    }
  }
}
