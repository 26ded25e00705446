package org.exitinterview.chasing;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.page.Page;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.register.CaseFacts;
import org.exitinterview.register.CaseVisibility;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * A case as those who work on it see it: what waits, for whom and until when, and the two ways to
 * stop a clock. Codes and dates only. Who has a step of the case and is not on its team, such as
 * somebody whom a recommendation names, sees that step.
 */
@Page
@RequestMapping("/pages/cases")
class CasePage implements PageLinks {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);

  private final CaseVisibility cases;
  private final CaseFacts facts;
  private final ObjectProvider<PageLinks> links;
  private final Clocks clocks;
  private final Pauses pauses;
  private final Extensions extensions;
  private final WorkingDays workingDays;
  private final TimeRules rules;
  private final Directory directory;
  private final CurrentPerson currentPerson;
  private final JdbcClient database;
  private final Clock clock;

  CasePage(
      CaseVisibility cases,
      CaseFacts facts,
      ObjectProvider<PageLinks> links,
      Clocks clocks,
      Pauses pauses,
      Extensions extensions,
      WorkingDays workingDays,
      TimeRules rules,
      Directory directory,
      CurrentPerson currentPerson,
      JdbcClient database,
      Clock clock) {
    this.cases = cases;
    this.facts = facts;
    this.links = links;
    this.clocks = clocks;
    this.pauses = pauses;
    this.extensions = extensions;
    this.workingDays = workingDays;
    this.rules = rules;
    this.directory = directory;
    this.currentPerson = currentPerson;
    this.database = database;
    this.clock = clock;
  }

  /**
   * A step that waits.
   *
   * @param firstDue the date it had at first; null if it was never put off
   * @param mayExtend whether the reader may ask for more time, or give it
   * @param notReached whether the latest mail to whoever has it did not arrive
   * @param asked what somebody asks the manager for
   */
  record Waiting(
      String taskId,
      String step,
      String who,
      @Nullable String due,
      boolean overdue,
      @Nullable String firstDue,
      int extensions,
      boolean mayExtend,
      boolean managerDecides,
      boolean notReached,
      @Nullable String latest,
      @Nullable Asked asked) {}

  /** A wish for more time that waits for the manager. */
  record Asked(
      String who,
      int number,
      LocalDate until,
      String untilShown,
      String reasonCode,
      String reason) {}

  /** A pause as people read it. */
  record Paused(String since, String by, String reason, String until) {}

  /** What happened to the clocks of the case. */
  record Entry(String day, String who, String what) {}

  private record Moves(@Nullable LocalDate firstDue, int extensions) {}

  private record Noted(
      OffsetDateTime at,
      String person,
      String decision,
      @Nullable String reason,
      @Nullable LocalDate firstDue,
      @Nullable LocalDate until,
      @Nullable Integer number) {}

  /** What somebody has sent and has to correct; empty at first. */
  private record Sent(String problem, String taskId, Map<String, String> values) {

    private static Sent nothing() {
      return new Sent("", "", Map.of());
    }
  }

  @GetMapping
  ModelAndView list() {
    ModelAndView page = new ModelAndView("cases");
    page.addObject(
        "cases",
        cases.casesOf(currentPerson.get()).stream()
            .filter(exitCase -> exitCase.outcome() == null)
            .limit(500)
            .map(facts::line)
            .toList());
    return page;
  }

  @GetMapping("/{caseNumber}")
  ModelAndView show(@PathVariable String caseNumber) {
    return page(caseNumber, Sent.nothing());
  }

  @PostMapping("/{caseNumber}/pause")
  ModelAndView pause(
      @PathVariable String caseNumber,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String resumeOn) {
    return changed(
        caseNumber,
        "",
        Map.of("reason", reason, "resumeOn", resumeOn),
        () -> pauses.pause(caseNumber, reason, date("The case goes on", resumeOn)));
  }

  @PostMapping("/{caseNumber}/resume")
  ModelAndView resume(@PathVariable String caseNumber) {
    return changed(caseNumber, "", Map.of(), () -> pauses.resume(caseNumber));
  }

  @PostMapping("/{caseNumber}/steps/{taskId}/more-time")
  ModelAndView moreTime(
      @PathVariable String caseNumber,
      @PathVariable String taskId,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String words) {
    return changed(
        caseNumber,
        taskId,
        Map.of("until", until, "reason", reason, "words", words),
        () -> {
          requireStepOf(caseNumber, taskId);
          extensions.extend(taskId, date("New date", until), reason, words);
        });
  }

  @PostMapping("/{caseNumber}/steps/{taskId}/refuse")
  ModelAndView refuse(@PathVariable String caseNumber, @PathVariable String taskId) {
    return changed(
        caseNumber,
        taskId,
        Map.of(),
        () -> {
          requireStepOf(caseNumber, taskId);
          extensions.refuse(taskId);
        });
  }

  /** Back to the page, or to what has to be corrected, with everything that was typed. */
  private ModelAndView changed(
      String caseNumber, String taskId, Map<String, String> values, Runnable change) {
    try {
      change.run();
      return new ModelAndView("redirect:/pages/cases/" + caseNumber);
    } catch (ClockRefusedException refused) {
      ModelAndView page =
          page(caseNumber, new Sent(String.valueOf(refused.getMessage()), taskId, values));
      page.setStatus(HttpStatus.BAD_REQUEST);
      return page;
    }
  }

  private void requireStepOf(String caseNumber, String taskId) {
    boolean ofCase =
        clocks.find(taskId).filter(task -> caseNumber.equals(clocks.caseNumber(task))).isPresent();
    if (!ofCase) {
      throw new ClockRefusedException("This step waits no more. Nothing was changed.");
    }
  }

  private ModelAndView page(String caseNumber, Sent sent) {
    Person person = currentPerson.get();
    Optional<ExitCase> exitCase = cases.find(person, caseNumber);
    boolean all = exitCase.filter(found -> seesAllSteps(person, found)).isPresent();
    Optional<Pauses.Pause> pause = pauses.current(caseNumber);
    List<Waiting> waiting =
        clocks.waiting(caseNumber).stream()
            .filter(task -> all || person.userId().equals(task.getAssignee()))
            .map(task -> waiting(task, person, pause.isPresent()))
            .toList();
    if (exitCase.isEmpty() && waiting.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    ModelAndView page = new ModelAndView("case");
    page.addObject("caseNumber", caseNumber);
    page.addObject("closed", exitCase.filter(found -> found.outcome() != null).isPresent());
    page.addObject("waiting", waiting);
    page.addObject("pause", pause.map(this::paused).orElse(null));
    page.addObject(
        "mayPause", exitCase.filter(found -> pauses.mayPause(person, found)).isPresent());
    page.addObject("manager", person.holds(Role.RESIDENTIAL_SERVICE_MANAGER));
    page.addObject("pauseReasons", PauseReason.values());
    page.addObject("moreTimeReasons", MoreTimeReason.values());
    page.addObject("longestPause", rules.longestPause());
    page.addObject("longestExtension", rules.longestExtension());
    page.addObject("tomorrow", LocalDate.now(clock).plusDays(1));
    page.addObject("problem", sent.problem());
    page.addObject("problemOf", sent.taskId());
    page.addObject("sent", sent.values());
    page.addObject("entries", all ? entries(caseNumber) : List.of());
    page.addObject("facts", facts.of(caseNumber));
    page.addObject(
        "links", links.stream().flatMap(each -> each.ofCase(caseNumber).stream()).toList());
    return page;
  }

  @Override
  public List<PageLink> everywhere() {
    return cases.casesOf(currentPerson.get()).isEmpty()
        ? List.of()
        : List.of(
            new PageLink("/pages/cases", "Cases", "What waits in your cases; more time, a pause."));
  }

  /** The team and those who look after all cases; others see the steps they have. */
  private static boolean seesAllSteps(Person person, ExitCase exitCase) {
    return Stream.of(Role.RESIDENTIAL_SERVICE_MANAGER, Role.SUPERVISOR, Role.ADMINISTRATOR)
            .anyMatch(person::holds)
        || person.userId().equals(exitCase.socialWorker())
        || person.userId().equals(exitCase.iro());
  }

  private Waiting waiting(Task task, Person person, boolean paused) {
    boolean manages = person.holds(Role.RESIDENTIAL_SERVICE_MANAGER);
    Moves moves = moves(task.getId());
    LocalDate due = task.getDueDate() == null ? null : day(task.getDueDate());
    int next = moves.extensions() + 1;
    return new Waiting(
        task.getId(),
        task.getName(),
        who(task),
        due == null ? null : DAY.format(due),
        !paused && due != null && due.isBefore(LocalDate.now(clock)),
        moves.firstDue() == null || moves.firstDue().equals(due)
            ? null
            : DAY.format(moves.firstDue()),
        moves.extensions(),
        !paused && due != null && (manages || person.userId().equals(task.getAssignee())),
        next >= rules.managerDecidesFrom() && !manages,
        task.getAssignee() != null && isNotReached(task.getAssignee()),
        due == null ? null : latest(due).toString(),
        extensions.asked(task.getId()).map(this::asked).orElse(null));
  }

  /** How far one extension goes; a step that is late gets its time from today on. */
  private LocalDate latest(LocalDate due) {
    LocalDate today = LocalDate.now(clock);
    return workingDays.plus(due.isBefore(today) ? today : due, rules.longestExtension());
  }

  private boolean isNotReached(String person) {
    return database
        .sql(
            """
            select coalesce((select mail.failure in ('BOUNCED', 'NO_ADDRESS', 'ADDRESS_REFUSED')
              from outbox.mail where mail.person = :person
               and (mail.sent_at is not null or mail.failure is not null)
             order by mail.message_id desc limit 1), false)
            """)
        .param("person", person)
        .query(Boolean.class)
        .single();
  }

  private Asked asked(Extensions.Asked asked) {
    return new Asked(
        name(asked.person()),
        asked.number(),
        asked.until(),
        DAY.format(asked.until()),
        asked.reason(),
        reason(asked.reason()));
  }

  private String who(Task task) {
    return task.getAssignee() != null
        ? name(task.getAssignee())
        : clocks.team(task).stream().map(CasePage::team).collect(Collectors.joining(", "))
            + ", nobody yet";
  }

  private static String team(String groupId) {
    return Stream.of(Role.values())
        .filter(role -> role.groupId().equals(groupId))
        .map(Role::label)
        .findFirst()
        .orElse(groupId);
  }

  private Moves moves(String taskId) {
    return database
        .sql(
            """
            select min(facts ->> 'firstDueOn')::date as first_due,
                   (count(*) filter (where decision = 'extension'))::integer as extensions
              from register.act
             where task_id = :taskId and decision in ('extension', 'goesOn')
            """)
        .param("taskId", taskId)
        .query(Moves.class)
        .single();
  }

  private Paused paused(Pauses.Pause pause) {
    return new Paused(
        DAY.format(pause.since()),
        name(pause.by()),
        pause.reason().label(),
        DAY.format(pause.resumeOn()));
  }

  private List<Entry> entries(String caseNumber) {
    return database
        .sql(
            """
            select happened_at as at, person, decision,
                   coalesce(facts ->> 'extensionReason', facts ->> 'pauseReason') as reason,
                   (facts ->> 'firstDueOn')::date as first_due,
                   coalesce(facts ->> 'extendedTo', facts ->> 'resumeOn')::date as until,
                   (facts ->> 'extensionNumber')::integer as number
              from register.act
             where case_number = :caseNumber and decision in
                   ('extension', 'extensionAsked', 'extensionRefused', 'pause', 'resume')
             order by id
            """)
        .param("caseNumber", caseNumber)
        .query(Noted.class)
        .list()
        .stream()
        .map(
            noted ->
                new Entry(
                    DAY.format(noted.at().atZoneSameInstant(clock.getZone())),
                    name(noted.person()),
                    what(noted)))
        .toList();
  }

  private static String what(Noted noted) {
    String until = noted.until() == null ? "" : DAY.format(noted.until());
    String first = noted.firstDue() == null ? "" : DAY.format(noted.firstDue());
    String reason = noted.reason() == null ? "" : reason(noted.reason());
    return switch (noted.decision()) {
      case "pause" -> "Paused until %s. %s.".formatted(until, pauseReason(noted));
      case "resume" -> "Went on.";
      case "extension" ->
          "Extension %d, until %s; the first date was %s. %s."
              .formatted(noted.number(), until, first, reason);
      case "extensionAsked" ->
          "Asked the manager for extension %d, until %s. %s."
              .formatted(noted.number(), until, reason);
      default -> "Refused extension %d.".formatted(noted.number());
    };
  }

  private static String pauseReason(Noted noted) {
    return PauseReason.ofCode(noted.reason() == null ? "" : noted.reason())
        .map(PauseReason::label)
        .orElse("");
  }

  private static String reason(String code) {
    return MoreTimeReason.ofCode(code).map(MoreTimeReason::label).orElse(code);
  }

  private String name(String person) {
    return directory.displayName(person).orElse("The service");
  }

  private static LocalDate date(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new ClockRefusedException(field + ": enter a day.");
    }
  }

  private LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), clock.getZone());
  }
}
