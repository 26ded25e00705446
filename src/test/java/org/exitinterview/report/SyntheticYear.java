package org.exitinterview.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.exitinterview.chasing.WorkingDays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An invented year of closed cases whose figures are known, because they are counted here while the
 * year is made up, by other means than those of the report.
 */
final class SyntheticYear {

  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final List<String> THEMES =
      List.of("arriving", "dailyLife", "people", "safe", "rules", "family", "moving");
  private static final List<String> REASONS =
      List.of("CARPL", "CHILD", "LAREQ", "CREQB", "STAND", "CLOSE", "OTHER");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random;
  private final LocalDate from;
  private final WorkingDays workingDays = new WorkingDays(java.util.Set.of());
  private final Counts truth = new Counts();
  private final List<Map<String, @Nullable Object>> cases = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> acts = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> recommendations = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> ownerRoles = new ArrayList<>();
  private final String mark;

  private SyntheticYear(long seed, LocalDate from) {
    this.random = new Random(seed);
    this.from = from;
    this.mark = "SY-" + Long.toString(Math.abs(seed), 36).toUpperCase(java.util.Locale.ROOT);
  }

  /** Makes up a year. */
  static SyntheticYear of(long seed, LocalDate from, int size, int homes) {
    SyntheticYear year = new SyntheticYear(seed, from);
    for (int i = 0; i < size; i++) {
      year.addCase(i, homes);
    }
    for (int i = 0; i < size / 10; i++) {
      year.addConcern(i);
      year.addWish(i);
    }
    return year;
  }

  Counts truth() {
    return truth;
  }

  /** A case whose young person was interviewed. */
  String aCase() {
    return cases.stream()
        .filter(row -> "COMPLETED".equals(row.get("outcome")))
        .map(row -> String.valueOf(row.get("case_number")))
        .findFirst()
        .orElseThrow();
  }

  /** Enters the year in the register, one statement per table. */
  void enter(JdbcClient jdbc) {
    insert(jdbc, "exit_case", cases);
    insert(
        jdbc,
        "act (happened_at, person, act, process, case_number, step, item, decision, facts)",
        acts);
    insert(jdbc, "recommendation", recommendations);
    insert(jdbc, "owner_role", ownerRoles);
  }

  private static void insert(
      JdbcClient jdbc, String table, List<Map<String, @Nullable Object>> rows) {
    String name = table.replaceFirst(" .*", "");
    String columns =
        table.contains("(") ? table.substring(table.indexOf('(') + 1, table.length() - 1) : "*";
    jdbc.sql(
            "insert into register.%s select %s from json_populate_recordset(null::register.%s, :rows::json)"
                .formatted(table, columns, name))
        .param("rows", json(rows))
        .update();
  }

  private void addCase(int number, int homes) {
    String caseNumber = mark + "X" + number;
    boolean inScope = random.nextInt(20) > 0;
    String outcome =
        inScope
            ? pick(
                "COMPLETED",
                "COMPLETED",
                "COMPLETED",
                "PARTIAL",
                "DECLINED",
                "WITHDRAWN",
                "NOT_FEASIBLE",
                "NOT_REACHED",
                "NOT_OFFERED")
            : "OUT_OF_SCOPE";
    boolean interviewed = outcome.equals("COMPLETED") || outcome.equals("PARTIAL");
    boolean answered = interviewed || outcome.equals("DECLINED");
    boolean offered = !outcome.equals("NOT_OFFERED") && (answered || random.nextBoolean());
    boolean accepted = interviewed || (offered && outcome.equals("WITHDRAWN"));
    LocalDate closed = from.plusDays(random.nextInt(365));
    LocalDate moved = closed.minusDays(30 + random.nextInt(20));
    int age = 7 + random.nextInt(11);
    int which = random.nextInt(homes);
    String home = "SC" + (100000 + which);
    Boolean planned = random.nextInt(8) == 0 ? null : Boolean.valueOf(random.nextBoolean());
    String reason = REASONS.get(random.nextInt(REASONS.size()));
    String type = pick("K1", "K2", "K2", "R1");
    String provider = List.of("PR1", "PR4", "PR4", "PR5").get(which % 4);
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("case_number", caseNumber);
    row.put("child", "SYNTHETIC" + number);
    row.put("date_of_birth", moved.minusYears(age).minusDays(random.nextInt(300)).toString());
    row.put("home_urn", home);
    row.put("placement_type", type);
    row.put("placement_provider", provider);
    row.put("move_date", moved.toString());
    row.put("planned_move", planned);
    row.put("reason_place_change", reason);
    row.put("sensitive", false);
    row.put("source", "notice");
    row.put("opened_at", at(moved).toString());
    row.put("scope_rule", inScope ? "children's home" : "temporary stay");
    row.put("offered", offered);
    row.put("accepted", accepted);
    row.put("outcome", outcome);
    String why =
        List.of("DECLINED", "NOT_FEASIBLE", "NOT_REACHED").contains(outcome)
                && random.nextInt(3) > 0
            ? pick("notInterested", "upsetting", "other")
            : null;
    row.put("outcome_reason", why);
    row.put("interviewer", interviewed ? "interviewer" + random.nextInt(4) : null);
    row.put("closed_at", at(closed).plusHours(random.nextInt(12)).toString());
    cases.add(row);
    if (!inScope) {
      truth.add("outOfScope", "temporary stay", "cases", 1);
      return;
    }
    String part = interviewed ? "interviewed" : "notInterviewed";
    truth.add("funnel", outcome, "cases", 1);
    if (List.of("DECLINED", "NOT_FEASIBLE", "NOT_REACHED").contains(outcome)) {
      truth.add("reasonsGiven", why == null ? "noReason" : why, outcome, 1);
    }
    truth.add("offers", offered ? accepted ? "agreed" : "notAgreed" : "notOffered", "cases", 1);
    truth.add(
        "age",
        age < 10 ? "under10" : age < 13 ? "10to12" : age < 16 ? "13to15" : "16plus",
        part,
        1);
    truth.add(
        "plannedMove", planned == null ? "unknown" : planned ? "planned" : "emergency", part, 1);
    truth.add("reason", reason, part, 1);
    truth.add("placementType", type, part, 1);
    truth.add("provider", provider, part, 1);
    truth.add("home", provider + " " + home, part, 1);
    addSteps(caseNumber, moved, provider + " " + home, outcome, interviewed, row);
  }

  private void addSteps(
      String caseNumber,
      LocalDate moved,
      String home,
      String outcome,
      boolean interviewed,
      Map<String, @Nullable Object> row) {
    LocalDate day = moved;
    act(
        caseNumber,
        "exit-interview",
        "startEvent_noticeReceived",
        "start",
        day,
        null,
        null,
        Map.of());
    day = step(caseNumber, "userTask_screenNotice", day, "offer", Map.of());
    // A claim in between is no step of its own.
    act(caseNumber, "exit-interview", "userTask_seekAgreement", "claim", day, null, null, Map.of());
    if (random.nextInt(3) == 0) {
      String rung = pick("reminder", "alert", "escalation");
      String told = rung.equals("reminder") ? "whoeverWaits" : "senior-manager";
      act(
          caseNumber,
          "exit-interview",
          "userTask_seekAgreement",
          "system",
          day,
          null,
          rung,
          rung.equals("reminder") ? Map.of() : Map.of("chasedTo", told));
      truth.add("escalations", told, rung, 1);
    }
    day = step(caseNumber, "userTask_seekAgreement", day, "given", Map.of());
    boolean conflict = random.nextInt(6) == 0;
    day =
        step(
            caseNumber,
            "userTask_allocateInterviewer",
            day,
            "allocated",
            Map.of("worksAtHome", conflict ? "yes" : "no", "inCaseLine", "no"));
    truth.add("independence", conflict ? "conflict" : "noConflict", "cases", 1);
    if (!interviewed) {
      return;
    }
    truth.add("interviewers", String.valueOf(row.get("interviewer")), "cases", 1);
    String tookPart = pick("PN1", "PN2", "PN3", "PN5");
    day = step(caseNumber, "userTask_holdInterview", day, "held", Map.of("tookPart", tookPart));
    truth.add("tookPart", tookPart, outcome, 1);
    String kept = THEMES.get(random.nextInt(THEMES.size()));
    String limit = "limit" + Character.toUpperCase(kept.charAt(0)) + kept.substring(1);
    String who = pick("nobody", "onlyTheIro", "onlyAsATheme", "everybodyNamed");
    // The young person changes his or her mind: the later word counts.
    day = step(caseNumber, "userTask_agreeRecord", day, "agreed", Map.of(limit, "nobody"));
    if (random.nextInt(5) == 0) {
      String reason = pick("safeguarding", "youngPerson", "clarify");
      day =
          step(caseNumber, "userTask_decideCirculation", day, "hold", Map.of("holdReason", reason));
      truth.add("held", reason, "cases", 1);
    }
    String home1 = pick("full", "extract", "none");
    day =
        step(
            caseNumber,
            "userTask_decideCirculation",
            day,
            "release",
            Map.of(limit, who, "shareWithHome", home1, "shareWithYoungPerson", "full"));
    truth.add("circulation", "shareWithHome", home1, 1);
    truth.add("circulation", "shareWithYoungPerson", "full", 1);
    Map<String, List<String>> mentioned = new TreeMap<>();
    for (String polarity : List.of("praise", "concern", "suggestion")) {
      List<String> themes = THEMES.stream().filter(any -> random.nextInt(3) == 0).toList();
      mentioned.put(polarity + "Themes", themes);
      for (String theme : themes) {
        if (!theme.equals(kept) || !(who.equals("nobody") || who.equals("onlyTheIro"))) {
          truth.add("themes", theme, polarity, 1);
          truth.add("themesByHome", home, polarity, 1);
          truth.add("homeThemes", home + "|" + theme, polarity, 1);
        }
      }
    }
    // Considered twice; the latest consideration counts.
    day =
        step(
            caseNumber,
            "userTask_considerContent",
            day,
            "noAction",
            Map.of("praiseThemes", THEMES));
    day = step(caseNumber, "userTask_considerContent", day, "recommend", Map.copyOf(mentioned));
    addRecommendations(caseNumber, day);
    String channel = pick("byHand", "post", "message");
    step(caseNumber, "userTask_writeToYoungPerson", day, null, Map.of("channel", channel));
    truth.add("letters", channel, "letter", 1);
  }

  private void addRecommendations(String caseNumber, LocalDate day) {
    for (int i = random.nextInt(3); i > 0; i--) {
      String id = caseNumber + "R" + i;
      String answer = random.nextInt(4) == 0 ? null : pick("accepted", "acceptedInPart", "refused");
      String outcome =
          answer == null
              ? "NOT_ANSWERED"
              : answer.equals("refused") ? "REFUSED" : pick("DONE", "DROPPED");
      String priority = pick("high", "normal", "low");
      String theme = THEMES.get(random.nextInt(THEMES.size()));
      int days = random.nextInt(20);
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("recommendation_id", id);
      row.put("case_number", caseNumber);
      row.put("owner", "owner");
      row.put("themes", List.of(theme));
      row.put("priority", priority);
      row.put("number", i);
      row.put("made_on", day.toString());
      row.put("answer_by", day.plusDays(10).toString());
      row.put("sent_at", at(day).toString());
      row.put("answer", answer);
      row.put("answered_at", answer == null ? null : at(day.plusDays(days)).toString());
      row.put("outcome", outcome);
      row.put("times_sent_back", 0);
      recommendations.add(row);
      String role = random.nextInt(5) == 0 ? null : pick("unit-manager", "social-worker");
      if (role != null) {
        ownerRoles.add(Map.of("recommendation_id", id, "role", role));
      }
      truth.add("ownerRoles", role == null ? "unknown" : role, "cases", 1);
      truth.add("recommendations", answer == null ? "noAnswer" : answer, outcome, 1);
      truth.add(
          "replies", priority, answer == null ? "noAnswer" : days <= 10 ? "onTime" : "late", 1);
      truth.add("changes", theme, outcome, 1);
      if (answer != null) {
        act(
            caseNumber,
            "recommendation",
            "userTask_answerRecommendation",
            "completion",
            day.plusDays(days),
            id,
            answer,
            Map.of());
        waited("userTask_answerRecommendation", day, day.plusDays(days));
      }
    }
  }

  private void addConcern(int number) {
    LocalDate day = from.plusDays(random.nextInt(360));
    String route = pick("personInTrust", "significantHarm", "qualityOfCare");
    String decision = pick("referred", "passedToProvider", "noFurtherAction");
    String concern = mark + "C" + number;
    act(concern, "concern", "startEvent_concern", "start", day, null, null, Map.of("route", route));
    act(
        concern,
        "concern",
        "userTask_actOnConcern",
        "completion",
        day.plusDays(1),
        null,
        decision,
        Map.of());
    truth.add("concerns", route, decision, 1);
  }

  private void addWish(int number) {
    LocalDate day = from.plusDays(random.nextInt(360));
    String wants = pick("complaint", "advocacy");
    String decision = pick("madeContact", "madeContact", "declinedContact");
    String wish = mark + "W" + number;
    act(wish, "signposting", "startEvent_wish", "start", day, null, null, Map.of("wants", wants));
    act(
        wish,
        "signposting",
        "userTask_handOver",
        "completion",
        day.plusDays(2),
        null,
        decision,
        Map.of());
    truth.add("signposting", wants, decision, 1);
  }

  private LocalDate step(
      String caseNumber,
      String step,
      LocalDate since,
      @Nullable String decision,
      Map<String, Object> facts) {
    LocalDate day = since.plusDays(random.nextInt(6));
    act(caseNumber, "exit-interview", step, "completion", day, null, decision, facts);
    waited(step, since, day);
    return day;
  }

  private void waited(String step, LocalDate since, LocalDate day) {
    truth.add("waiting", step, Integer.toString(workingDays.between(since, day)), 1);
  }

  private void act(
      String caseNumber,
      String process,
      String step,
      String kind,
      LocalDate day,
      @Nullable String item,
      @Nullable String decision,
      Map<String, Object> facts) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("happened_at", at(day).toString());
    row.put("person", "somebody");
    row.put("act", kind);
    row.put("process", process);
    row.put("case_number", caseNumber);
    row.put("step", step);
    row.put("item", item);
    row.put("decision", decision);
    row.put("facts", facts);
    acts.add(row);
  }

  private static java.time.OffsetDateTime at(LocalDate day) {
    return ZonedDateTime.of(day, LocalTime.of(9, 0), ZONE).toOffsetDateTime();
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
