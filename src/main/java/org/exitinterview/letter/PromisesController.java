package org.exitinterview.letter;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.OptionLists;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.process.LetterProcess;
import org.exitinterview.process.LetterProcess.Elements;
import org.exitinterview.recommendation.FurtherOwner;
import org.exitinterview.recommendation.OwnerChange;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * The ledger of promises: what was recommended, who owes it, what became of it, and what the young
 * person has heard. An IRO sees his or her own cases, the managers all. No words, only codes and
 * dates.
 */
@Controller
class PromisesController implements PageLinks {

  private static final Set<Role> READERS =
      Set.of(Role.RESIDENTIAL_SERVICE_MANAGER, Role.SENIOR_MANAGER, Role.IRO);

  private static final String OWNERS = "actionOwners";
  private static final Map<String, String> REASONS =
      Map.of(
          "left", "Has left, or has another job now",
          "absent", "Is away for long",
          "notReached", "Cannot be reached",
          "wrongPerson", "Somebody else is responsible");

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);

  private final JdbcClient jdbc;
  private final CurrentPerson currentPerson;
  private final Directory directory;
  private final TaskService taskService;
  private final RuntimeService runtimeService;
  private final IdentityService identityService;
  private final OptionLists optionLists;
  private final OwnerChange ownerChange;
  private final FurtherOwner furtherOwner;
  private final Clock clock;

  PromisesController(
      JdbcClient jdbc,
      CurrentPerson currentPerson,
      Directory directory,
      TaskService taskService,
      RuntimeService runtimeService,
      IdentityService identityService,
      OptionLists optionLists,
      OwnerChange ownerChange,
      FurtherOwner furtherOwner,
      Clock clock) {
    this.jdbc = jdbc;
    this.currentPerson = currentPerson;
    this.directory = directory;
    this.taskService = taskService;
    this.runtimeService = runtimeService;
    this.identityService = identityService;
    this.optionLists = optionLists;
    this.ownerChange = ownerChange;
    this.furtherOwner = furtherOwner;
    this.clock = clock;
  }

  private record Row(
      String recommendationId,
      String caseNumber,
      int number,
      String owner,
      @Nullable LocalDate answerBy,
      @Nullable String answer,
      @Nullable LocalDate actionBy,
      @Nullable LocalDate firstActionBy,
      @Nullable String said,
      @Nullable String outcome,
      @Nullable LocalDate notReachedOn,
      @Nullable String feedback,
      @Nullable LocalDate feedbackOn,
      @Nullable String change,
      @Nullable LocalDate changeOn) {}

  /**
   * A line of the ledger.
   *
   * @param due when the next thing is owed; null when nothing is
   * @param told what the young person has heard, and when
   */
  record Line(
      String recommendationId,
      String caseNumber,
      int number,
      String owner,
      @Nullable LocalDate due,
      boolean overdue,
      boolean open,
      String state,
      String told) {}

  /** A letter that waits for the reader. */
  record Waiting(String caseNumber, String step, boolean written, boolean whatChanged) {}

  @GetMapping("/pages/promises")
  ModelAndView promises(@RequestParam(defaultValue = "false") boolean all) {
    Person person = currentPerson.get();
    boolean manager =
        person.holds(Role.RESIDENTIAL_SERVICE_MANAGER) || person.holds(Role.SENIOR_MANAGER);
    if (READERS.stream().noneMatch(person::holds)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    ModelAndView page = new ModelAndView("promises/list");
    page.addObject("waiting", waiting(person));
    page.addObject("lines", lines(manager ? null : person.userId(), all));
    page.addObject("all", all);
    page.addObject(
        "mayName", person.holds(Role.IRO) || person.holds(Role.RESIDENTIAL_SERVICE_MANAGER));
    page.addObject("mayAsk", person.holds(Role.IRO));
    page.addObject("reasons", REASONS);
    page.addObject("owners", optionLists.options(OWNERS));
    return page;
  }

  /**
   * Names another owner for a recommendation that waits; the IRO of its case and the manager may.
   */
  @PostMapping("/pages/promises/{recommendationId}/owner")
  ResponseEntity<Void> nameOwner(
      @PathVariable String recommendationId,
      @RequestParam String owner,
      @RequestParam String reason) {
    Person person = currentPerson.get();
    if (!isOwn(person, recommendationId) && !person.holds(Role.RESIDENTIAL_SERVICE_MANAGER)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    if (!isOffered(owner)
        || !REASONS.containsKey(reason)
        || !ownerChange.name(person.userId(), recommendationId, owner, reason)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return backToList();
  }

  /** Asks one more person for the same; only the IRO of the case may. */
  @PostMapping("/pages/promises/{recommendationId}/further-owner")
  ResponseEntity<Void> askFurther(
      @PathVariable String recommendationId, @RequestParam String owner) {
    Person person = currentPerson.get();
    if (!isOwn(person, recommendationId)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    if (!isOffered(owner) || !furtherOwner.ask(person.userId(), recommendationId, owner)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return backToList();
  }

  private boolean isOwn(Person person, String recommendationId) {
    boolean own =
        jdbc.sql(
                """
                select exists (select from register.recommendation r
                  join register.exit_case c using (case_number)
                  where r.recommendation_id = :id and r.outcome is null and c.iro = :iro)
                """)
            .param("id", recommendationId)
            .param("iro", person.userId())
            .query(Boolean.class)
            .single();
    return own && person.holds(Role.IRO);
  }

  private boolean isOffered(String owner) {
    return optionLists.options(OWNERS).stream().anyMatch(option -> option.value().equals(owner));
  }

  private static ResponseEntity<Void> backToList() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/pages/promises"))
        .build();
  }

  private List<Waiting> waiting(Person person) {
    List<Task> tasks =
        taskService
            .createTaskQuery()
            .processDefinitionKey(LetterProcess.KEY)
            .taskAssignee(person.userId())
            .orderByTaskCreateTime()
            .asc()
            .list();
    Map<String, String> cases = casesOf(tasks);
    return tasks.stream()
        .map(
            task ->
                new Waiting(
                    cases.getOrDefault(task.getProcessInstanceId(), ""),
                    task.getName(),
                    task.getTaskDefinitionKey().equals(Elements.DELIVER_LETTER),
                    LetterProcess.WHAT_CHANGED.equals(
                        taskService.getVariable(
                            task.getId(), LetterProcess.LETTER.variableName()))))
        .toList();
  }

  /** Whoever has a task may not look at its process, yet knows its case number. */
  private Map<String, String> casesOf(List<Task> tasks) {
    if (tasks.isEmpty()) {
      return Map.of();
    }
    Set<String> instances =
        tasks.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
    var whoActs = identityService.getCurrentAuthentication();
    identityService.clearAuthentication();
    try {
      return runtimeService
          .createProcessInstanceQuery()
          .processInstanceIds(instances)
          .list()
          .stream()
          .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
    } finally {
      identityService.setAuthentication(whoActs);
    }
  }

  private List<Line> lines(@Nullable String iro, boolean all) {
    return jdbc
        .sql(
            """
            select r.recommendation_id, r.case_number, r.number, r.owner, r.answer_by, r.answer,
                   r.action_by, r.first_action_by, r.said, r.outcome,
                   r.owner_not_reached_at::date as not_reached_on,
                   p.feedback, p.feedback_at::date as feedback_on,
                   p.change, p.change_at::date as change_on
            from register.promise p
            join register.recommendation r using (recommendation_id)
            join register.exit_case c on c.case_number = r.case_number
            where (:iro::text is null or c.iro = :iro)
              and (:all or c.outcome is null)
            order by coalesce(r.action_by, r.answer_by), r.case_number, r.number
            limit 2000
            """)
        .param("iro", iro)
        .param("all", all)
        .query(Row.class)
        .list()
        .stream()
        .map(this::line)
        .toList();
  }

  private Line line(Row row) {
    LocalDate due =
        row.outcome() != null ? null : row.answer() == null ? row.answerBy() : row.actionBy();
    return new Line(
        row.recommendationId(),
        row.caseNumber(),
        row.number(),
        directory.displayName(row.owner()).orElse(row.owner()),
        due,
        due != null && due.isBefore(LocalDate.now(clock)),
        row.outcome() == null,
        state(row) + (row.notReachedOn() == null ? "" : "; mails to the owner do not arrive"),
        told(row));
  }

  private static String state(Row row) {
    if (row.outcome() != null) {
      return switch (row.outcome()) {
        case "DONE" -> "done";
        case "DROPPED" -> "dropped, with a reason";
        case "REFUSED" -> "refused, with a reason";
        default -> "not answered";
      };
    }
    if (row.answer() == null) {
      return "waits for an answer";
    }
    if (row.said() != null) {
      return row.said().equals("done")
          ? "said to be done, to be checked"
          : "said to be dropped, to be checked";
    }
    LocalDate first = row.firstActionBy();
    return first == null || first.equals(row.actionBy())
        ? "promised, not done yet"
        : "promised first for %s, not done yet".formatted(plain(first));
  }

  private static String told(Row row) {
    String feedback = ending("of it", row.feedback(), row.feedbackOn());
    String change = ending("what changed", row.change(), row.changeOn());
    return feedback.isEmpty() && change.isEmpty()
        ? "not yet"
        : String.join("; ", List.of(feedback, change)).replaceAll("^; |; $", "");
  }

  private static String ending(String what, @Nullable String ending, @Nullable LocalDate day) {
    if (ending == null) {
      return "";
    }
    return switch (ending) {
      case "TOLD" -> "told %s on %s".formatted(what, plain(day));
      case "OPTED_OUT" -> "wants no letter about %s".formatted(what.equals("of it") ? "it" : what);
      default -> "could not be told %s (%s)".formatted(what, plain(day));
    };
  }

  private static String plain(@Nullable LocalDate day) {
    return day == null ? "" : DAY.format(day);
  }

  @Override
  public List<PageLink> everywhere() {
    Person person = currentPerson.get();
    return READERS.stream().anyMatch(person::holds)
        ? List.of(
            new PageLink(
                "/pages/promises",
                "Promises and letters",
                "What was promised to young people, who owes it, what they were told."))
        : List.of();
  }
}
