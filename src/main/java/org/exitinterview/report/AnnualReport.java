package org.exitinterview.report;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.process.MonitoringProcesses.Elements;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.Act;
import org.exitinterview.report.EditionContent.YearAction;
import org.exitinterview.report.ReportEditions.Edition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The words and the actions of a report, and its issue. */
@Service("annualReport")
public class AnnualReport {

  /** Fields of write-commentary.form and the headings they get, in the order of the report. */
  private static final Map<String, String> HEADINGS = headings();

  private final JdbcClient jdbc;
  private final ReportEditions editions;
  private final RecordVault vault;
  private final CurrentPerson currentPerson;
  private final Labels labels;
  private final Clock clock;

  AnnualReport(
      JdbcClient jdbc,
      ReportEditions editions,
      RecordVault vault,
      CurrentPerson currentPerson,
      Labels labels,
      Clock clock) {
    this.jdbc = jdbc;
    this.editions = editions;
    this.vault = vault;
    this.currentPerson = currentPerson;
    this.labels = labels;
    this.clock = clock;
  }

  /** Ids of the actions that the report promised, in the order they were set. */
  public List<String> actionsOf(DelegateExecution execution) {
    return actionsOf(execution.getProcessBusinessKey());
  }

  /** User id of the person whom an action names. */
  public String ownerOf(String actionId) {
    return jdbc.sql("select owner from report.action where action_id = :id")
        .param("id", actionId)
        .query(String.class)
        .single();
  }

  /** Issues the report with its words; the person who found it right reads them for that. */
  void issue(String reportNumber) {
    EditionContent drawnUp = editions.draft(reportNumber).orElseThrow();
    boolean isWritten = currentPerson.find().isPresent();
    Map<String, String> words = isWritten ? words(reportNumber) : Map.of();
    List<YearAction> actions = new ArrayList<>(before(drawnUp));
    if (isWritten) {
      actionsOf(reportNumber)
          .forEach(id -> actions.add(action(drawnUp.period(), reportNumber, id)));
    }
    Optional<Edition> corrected = editions.latest(drawnUp.period());
    if (corrected.isPresent()) {
      actions.addAll(carriedOver(corrected.get(), actions));
    }
    String correction =
        corrected
            .map(
                edition ->
                    correction(
                        edition, drawnUp, isWritten ? words(reportNumber, Corrections.WORDS) : ""))
            .orElse(null);
    editions.issue(
        drawnUp.withWords(words, actions, correction),
        currentPerson.find().map(Person::userId).orElse(Act.SERVICE));
  }

  /** What a new edition says about the one it corrects. */
  private String correction(Edition edition, EditionContent drawnUp, String words) {
    List<String> changed =
        drawnUp.tables().stream()
            .filter(table -> !edition.content().table(table.id()).equals(Optional.of(table)))
            .map(table -> labels.table(table.id()))
            .distinct()
            .toList();
    return "This edition corrects edition %d, which stays as it was issued. %s %s"
        .formatted(
            edition.number(),
            words,
            changed.isEmpty()
                ? "No number has changed."
                : "Numbers have changed in: %s.".formatted(String.join(", ", changed)))
        .replaceAll(" +", " ");
  }

  /** Promises stay promised, whatever the numbers turn out to be. */
  private List<YearAction> carriedOver(Edition corrected, List<YearAction> known) {
    return corrected.content().actions().stream()
        .filter(action -> known.stream().noneMatch(other -> other.id().equals(action.id())))
        .map(this::asItStands)
        .toList();
  }

  private YearAction asItStands(YearAction action) {
    return new YearAction(
        action.id(),
        action.year(),
        action.words(),
        action.dueOn(),
        jdbc.sql("select coalesce(outcome, 'open') from report.action where action_id = :id")
            .param("id", action.id())
            .query(String.class)
            .optional()
            .orElse(action.outcome()));
  }

  private String words(String reportNumber, String field) {
    Object words = vault.read(reportNumber, Section.COMMENTARY, "").get(field);
    return words == null ? "" : words.toString().strip();
  }

  private Map<String, String> words(String reportNumber) {
    Map<String, Object> fields = vault.read(reportNumber, Section.COMMENTARY, "");
    Map<String, String> words = new LinkedHashMap<>();
    HEADINGS.forEach(
        (field, heading) -> {
          if (fields.get(field) instanceof String text && !text.isBlank()) {
            words.put(heading, text);
          }
        });
    return words;
  }

  private YearAction action(String period, String reportNumber, String id) {
    Object words = vault.read(reportNumber, Section.COMMENTARY, id).get("actionWords");
    return new YearAction(id, period, words == null ? "" : words.toString(), dueOn(id), "open");
  }

  /** The actions of the year before as they were published, with what became of them since. */
  private List<YearAction> before(EditionContent content) {
    if (content.period().length() > "2026".length()) {
      return List.of();
    }
    String year = Integer.toString(content.from().getYear() - 1);
    return editions
        .latest(year)
        .map(edition -> edition.content().actions())
        .orElse(List.of())
        .stream()
        .filter(action -> action.year().equals(year))
        .map(this::asItStands)
        .toList();
  }

  private List<String> actionsOf(String reportNumber) {
    return jdbc.sql(
            """
            select action_id from report.action where report_number = :number
            order by due_on, action_id
            """)
        .param("number", reportNumber)
        .query(String.class)
        .list();
  }

  private @Nullable LocalDate dueOn(String id) {
    return jdbc.sql("select due_on from report.action where action_id = :id and due_on is not null")
        .param("id", id)
        .query(LocalDate.class)
        .optional()
        .orElse(null);
  }

  /** Takes actions over as they are set and as they end. */
  @EventListener
  void acted(Act act) {
    if (act.kind() == Act.Kind.COMPLETION && act.step().equals(Elements.SET_ACTION)) {
      Object owner = act.facts().get("owner");
      String id = act.taskId();
      if (owner != null && id != null) {
        set(act, owner.toString(), id);
      }
    } else if (act.kind() == Act.Kind.COMPLETION
        && act.step().equals(Elements.CONFIRM_YEAR_ACTION)) {
      Object closedOn = act.facts().get("actionClosedOn");
      jdbc.sql(
              """
              update report.action set outcome = :outcome, closed_on = :closedOn
              where action_id = :id
              """)
          .param("outcome", act.decision())
          .param(
              "closedOn",
              closedOn == null ? LocalDate.now(clock) : LocalDate.parse(closedOn.toString()))
          .param("id", act.item())
          .update();
    }
  }

  private void set(Act act, String owner, String id) {
    Object dueOn = act.facts().get("actionDueOn");
    jdbc.sql(
            """
            insert into report.action (action_id, report_number, owner, due_on)
            values (:id, :number, :owner, :dueOn)
            """)
        .param("id", id)
        .param("number", act.caseNumber())
        .param("owner", owner)
        .param("dueOn", dueOn == null ? null : LocalDate.parse(dueOn.toString()))
        .update();
    vault.grant(
        act.caseNumber(),
        Reader.user(owner),
        EnumSet.of(Section.COMMENTARY),
        id,
        Access.WRITE,
        "named in an action of the monitoring report");
  }

  private static Map<String, String> headings() {
    Map<String, String> headings = new LinkedHashMap<>();
    headings.put("commentarySummary", "The year in short");
    headings.put("commentaryWell", "What went well");
    headings.put("commentaryBetter", "What did not");
    headings.put("commentaryReviews", "Regulation 44 visits, regulation 45 reviews, commissioning");
    headings.put("commentaryLast", "What became of last year's actions");
    headings.put("commentaryWords", "In young people's own words");
    return headings;
  }
}
