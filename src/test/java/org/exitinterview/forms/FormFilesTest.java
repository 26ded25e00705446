package org.exitinterview.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.exitinterview.forms.FormDocument.Component;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a form file has to be before anybody meets it: shown whole by the form-js of Tasklist 7.24,
 * explicit about where each answer is kept, and readable for somebody new to the procedure.
 */
class FormFilesTest {

  private static final Set<String> FORMS =
      Set.of(
          "exit-notice",
          "screen-notice",
          "decide-feasibility",
          "seek-agreement",
          "decide-missing-offer",
          "allocate-interviewer",
          "arrange-appointment",
          "hold-interview",
          "agree-record",
          "decide-circulation",
          "confirm-circulation",
          "consider-content",
          "write-recommendation",
          "write-to-young-person",
          "deliver-letter",
          "decide-undelivered",
          "tell-what-changed",
          "answer-recommendation",
          "consider-answer",
          "decide-missing-answer",
          "confirm-action-done",
          "check-action",
          "report-withdrawal",
          "raise-concern",
          "acknowledge-concern",
          "make-child-safe",
          "refer-to-lado",
          "refer-to-front-door",
          "take-up-poor-care",
          "close-concern",
          "consider-pattern",
          "signpost",
          "hand-over",
          "explain-leavers",
          "write-commentary",
          "sign-off-homes",
          "set-action",
          "check-report",
          "acknowledge-report",
          "confirm-year-action");

  /** dynamiclist disables Complete for good, filepicker breaks the form, the page blocks iframe. */
  private static final Set<String> SHOWN_BY_TASKLIST =
      Set.of(
          "text",
          "textfield",
          "textarea",
          "number",
          "checkbox",
          "radio",
          "select",
          "checklist",
          "taglist",
          "datetime",
          "group",
          "separator",
          "spacer");

  private static final Set<String> OPTION_LISTS =
      Set.of(
          "smallHomes",
          "socialWorkers",
          "iros",
          "interviewers",
          "actionOwners",
          "copyReaders",
          "homes",
          "colleagues");

  private static final Set<String> PROCESS_VARIABLES =
      Set.of(
          "decision", "socialWorker", "iro", "interviewer", "resumeOn", "interviewed", "aboutCase");

  /** The question set: a section of the record each, and the themes that reports count. */
  private static final Set<String> QUESTION_GROUPS =
      Set.of(
          "arriving",
          "dailyLife",
          "people",
          "safe",
          "rules",
          "family",
          "growingUp",
          "beingHeard",
          "moving",
          "goodThings",
          "better",
          "closing");

  /**
   * A process variable of more is an exception in the database; the record keeps the same bound.
   */
  private static final int LONGEST_TEXT = 3900;

  private static final Set<String> FEEL_WORDS =
      Set.of(
          "and",
          "or",
          "null",
          "true",
          "false",
          "date",
          "today",
          "count",
          "list",
          "contains",
          "string",
          "length");

  private static final FeelEngineApi FEEL =
      FeelEngineBuilder.forJava()
          .withClock(() -> ZonedDateTime.of(2026, 11, 20, 10, 0, 0, 0, ZoneOffset.UTC))
          .build();

  @Test
  void everyStepHasItsForm() {
    assertThat(FormDocument.all()).extracting(FormDocument::fileName).hasSameElementsAs(FORMS);
  }

  @Nested
  @DisplayName("Every form")
  class EveryForm {

    static List<FormDocument> forms() {
      return FormDocument.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isMadeForTheTasklistOfThisEngine(FormDocument form) {
      assertThat(form.json().path("id").asText()).isEqualTo(form.fileName());
      assertThat(form.json().path("type").asText()).isEqualTo("default");
      assertThat(form.json().path("schemaVersion").asInt()).isEqualTo(16);
      assertThat(form.json().path("executionPlatform").asText()).isEqualTo("Camunda Platform");
      assertThat(form.json().path("executionPlatformVersion").asText()).isEqualTo("7.24.0");
      assertThat(form.json().path("exporter").path("name").asText()).isEqualTo("Camunda Modeler");
      assertThat(form.components()).extracting(Component::type).isSubsetOf(SHOWN_BY_TASKLIST);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void namesEveryComponentOnce(FormDocument form) {
      assertThat(form.components()).extracting(Component::id).doesNotHaveDuplicates();
      assertThat(form.inputs()).extracting(Component::key).doesNotHaveDuplicates();
      assertThat(form.inputs()).allSatisfy(it -> assertThat(it.key()).matches("[a-z][A-Za-z]*"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void saysWhereEachAnswerIsKept(FormDocument form) {
      assertThat(form.inputs())
          .allSatisfy(
              input -> {
                assertThat(input.keptIn()).isIn("process", "register", "record");
                if ("record".equals(input.keptIn())) {
                  assertThat(input.section()).isNotNull();
                  assertThat(Section.ofKey(String.valueOf(input.section()))).isPresent();
                }
                if ("process".equals(input.keptIn())) {
                  assertThat(input.key()).isIn(PROCESS_VARIABLES);
                }
              });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void keepsWordsInTheRecordOnly(FormDocument form) {
      assertThat(form.inputs())
          .filteredOn(Component::isFreeText)
          .filteredOn(input -> !"record".equals(input.keptIn()))
          .allSatisfy(
              input -> {
                assertThat(input.properties().path("code").asBoolean()).isTrue();
                assertThat(input.json().path("validate").path("pattern").asText())
                    .startsWith("^")
                    .endsWith("$")
                    .doesNotContain(".");
              });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void boundsEveryText(FormDocument form) {
      assertThat(form.inputs())
          .filteredOn(input -> input.isFreeText() && !input.isReadOnly())
          .allSatisfy(
              input ->
                  assertThat(input.json().path("validate").path("maxLength").asInt())
                      .isBetween(1, LONGEST_TEXT));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void keepsDatesAsPlainDates(FormDocument form) {
      assertThat(form.inputs())
          .filteredOn(input -> input.type().equals("datetime"))
          .allSatisfy(
              input -> assertThat(input.json().path("subtype").asText()).isIn("date", "time"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void offersKnownChoices(FormDocument form) {
      assertThat(form.inputs())
          .filteredOn(
              input -> Set.of("radio", "select", "checklist", "taglist").contains(input.type()))
          .allSatisfy(
              input -> {
                if (input.json().has("valuesKey")) {
                  assertThat(input.json().path("valuesKey").asText()).isIn(OPTION_LISTS);
                } else {
                  assertThat(input.values())
                      .isNotEmpty()
                      .extracting(value -> value.path("value").asText())
                      .doesNotHaveDuplicates()
                      .allMatch(value -> value.matches("[A-Za-z0-9+-]+"));
                }
                JsonNode preset = input.json().path("defaultValue");
                if (!preset.isMissingNode()) {
                  assertThat(input.values())
                      .extracting(value -> value.path("value").asText())
                      .contains(preset.asText());
                }
              });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void explainsItselfAtTheTop(FormDocument form) {
      Component first = form.components().get(0);
      assertThat(first.type()).isEqualTo("text");
      assertThat(first.json().path("text").asText()).startsWith("## ").hasSizeBetween(150, 1500);
      assertThat(first.json().path("text").asText()).as("what to do, in bold").contains("**");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void usesNoUnexplainedAbbreviations(FormDocument form) {
      Pattern abbreviation = Pattern.compile("(?<![A-Z0-9-])[A-Z]{2,}(?![A-Z0-9-])");
      assertThat(form.components().stream().flatMap(component -> component.words().stream()))
          .allSatisfy(words -> assertThat(words).doesNotContainPattern(abbreviation));
    }

    /** form-js 1.8.7 never wraps a label: what is too long is cut off at the edge. */
    @ParameterizedTest
    @MethodSource("forms")
    void cutsNoLabelOff(FormDocument form) {
      for (Component component : form.components()) {
        if (component.isGroup()) {
          continue;
        }
        boolean half = component.isHalfWidth();
        int narrower = component.depth() > 1 ? 4 : 0;
        boolean checkbox = component.type().equals("checkbox");
        int label = (half ? (checkbox ? 44 : 38) : (checkbox ? 90 : 80)) - narrower;
        assertThat(component.label()).as("label of %s", component).hasSizeLessThanOrEqualTo(label);
        boolean select = component.type().equals("select");
        int option = half ? (select ? 32 : 44) : (select ? 75 : 90);
        assertThat(component.values())
            .extracting(value -> value.path("label").asText())
            .as("choices of %s", component)
            .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(option));
      }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void saysInPlainWordsWhatARuleWants(FormDocument form) {
      assertThat(form.components())
          .allSatisfy(
              it -> {
                assertThat(it.properties().has("rule"))
                    .isEqualTo(it.properties().has("ruleMessage"));
                if (it.properties().has("rule")) {
                  assertThat(it.isInput()).isTrue();
                  assertThat(it.properties().path("ruleMessage").asText())
                      .hasSizeGreaterThan(15)
                      .endsWith(".");
                }
              });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void hasExpressionsThatHoldWithNothingFilledIn(FormDocument form) {
      Map<String, Object> nothing = new HashMap<>();
      form.inputs().forEach(input -> nothing.put(input.key(), null));
      expressions(form)
          .forEach(
              expression ->
                  assertThatCode(() -> evaluate(expression, nothing))
                      .as(expression)
                      .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void refersOnlyToItsOwnFields(FormDocument form) {
      Set<String> keys =
          form.inputs().stream().map(Component::key).collect(Collectors.toCollection(HashSet::new));
      expressions(form)
          .forEach(expression -> assertThat(keys).as(expression).containsAll(names(expression)));
    }

    private List<String> expressions(FormDocument form) {
      return form.components().stream()
          .flatMap(
              it ->
                  Stream.concat(
                      it.hiddenBy().stream(),
                      Stream.ofNullable(it.properties().path("rule").textValue())))
          .distinct()
          .toList();
    }

    private Set<String> names(String expression) {
      Set<String> names = new TreeSet<>();
      String bare = expression.replaceAll("\"[^\"]*\"", "");
      Pattern.compile("[a-zA-Z]+")
          .matcher(bare)
          .results()
          .map(result -> result.group())
          .filter(name -> !FEEL_WORDS.contains(name))
          .forEach(names::add);
      return names;
    }
  }

  @Test
  void aKeyMeansTheSameInEveryForm() {
    Map<String, Set<String>> places = new TreeMap<>();
    for (FormDocument form : FormDocument.all()) {
      for (Component input : form.inputs()) {
        places
            .computeIfAbsent(input.key(), key -> new TreeSet<>())
            .add(input.keptIn() + " " + (input.section() == null ? "" : input.section()));
      }
    }
    assertThat(places.values()).allSatisfy(place -> assertThat(place).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({
    "write-recommendation, themes",
    "consider-content, praiseThemes",
    "consider-content, concernThemes",
    "consider-content, suggestionThemes"
  })
  void themesAreTheGroupsOfTheQuestionSet(String form, String key) {
    assertThat(FormDocument.of(form).input(key).values())
        .extracting(value -> value.path("value").asText())
        .containsExactlyInAnyOrderElementsOf(QUESTION_GROUPS);
  }

  @Nested
  @DisplayName("The interview")
  class Interview {

    private final FormDocument form = FormDocument.of("hold-interview");

    @Test
    void asksAboutEveryGroupInBothAgeVersionsAndInOwnWords() {
      assertThat(sectionsShown("11+")).containsAll(QUESTION_GROUPS);
      assertThat(sectionsShown("5-10")).containsAll(QUESTION_GROUPS);
      assertThat(
              form.inputs().stream()
                  .filter(input -> input.type().equals("textarea") && !input.isReadOnly())
                  .filter(input -> input.hiddenBy().isEmpty())
                  .map(Component::section))
          .containsAll(QUESTION_GROUPS);
    }

    @Test
    void answersEveryTopicOnTheSameScale() {
      assertThat(form.inputs().stream().filter(this::isTopic))
          .hasSizeGreaterThan(80)
          .allSatisfy(
              topic ->
                  assertThat(topic.values())
                      .extracting(value -> value.path("value").asText())
                      .containsExactly(
                          "always",
                          "mostOfTheTime",
                          "sometimes",
                          "never",
                          "ratherNotSay",
                          "doesNotApply"));
    }

    @Test
    void letsEveryQuestionBeSkipped() {
      assertThat(form.inputs())
          .filteredOn(Component::isRequired)
          .extracting(Component::key)
          .containsExactlyInAnyOrder("decision", "startedOn", "tookPart", "rebookReason");
    }

    @Test
    void keepsAnswersApartFromObservations() {
      assertThat(form.inputs().stream().filter(this::isTopic).map(Component::section))
          .doesNotContain("observations");
      assertThat(
              form.inputs().stream()
                  .filter(input -> "observations".equals(input.section()))
                  .map(Component::key))
          .isNotEmpty()
          .allMatch(key -> key.startsWith("observations"));
    }

    @Test
    void opensSafetyWithTheYoungPersonsOwnWords() {
      List<Component> safe =
          form.inputs().stream().filter(input -> "safe".equals(input.section())).toList();
      assertThat(safe.get(0).key()).isEqualTo("safeWords");
      assertThat(safe.get(0).type()).isEqualTo("textarea");
    }

    @Test
    void saysAtTheTopAndBesideSafetyWhatToDoWhenSomethingIsUnsafe() {
      assertThat(text("Text_intro")).contains("Raise a concern");
      assertThat(text("Text_safe")).contains("Raise a concern");
    }

    @Test
    void isReadBackQuestionByQuestionWhenTheRecordIsAgreed() {
      Set<String> asked = answers(form, false);
      asked.remove("closingRecordWishes");
      assertThat(answers(FormDocument.of("agree-record"), false)).containsAll(asked);
      assertThat(answers(FormDocument.of("consider-content"), true)).containsAll(asked);
    }

    private String text(String id) {
      return form.components().stream()
          .filter(component -> component.id().equals(id))
          .map(component -> component.json().path("text").asText())
          .findFirst()
          .orElse("");
    }

    private Set<String> answers(FormDocument of, boolean readOnly) {
      return of.inputs().stream()
          .filter(input -> input.isReadOnly() == readOnly)
          .filter(input -> QUESTION_GROUPS.contains(String.valueOf(input.section())))
          .map(Component::key)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isTopic(Component input) {
      return QUESTION_GROUPS.contains(String.valueOf(input.section())) && !input.isFreeText();
    }

    private Set<String> sectionsShown(String ageVersion) {
      Map<String, Object> answers = new HashMap<>();
      form.inputs().forEach(input -> answers.put(input.key(), null));
      answers.put("ageVersion", ageVersion);
      return form.inputs().stream()
          .filter(this::isTopic)
          .filter(
              input ->
                  input.hiddenBy().stream()
                      .noneMatch(hide -> Boolean.TRUE.equals(evaluate(hide, answers))))
          .map(input -> String.valueOf(input.section()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Nested
  @DisplayName("Rules across fields, on 20 November 2026")
  class Rules {

    @ParameterizedTest(name = "{0}.{1} = {2} is right: {3}")
    @CsvSource({
      "seek-agreement, resumeOn, 2026-11-21, true",
      "seek-agreement, resumeOn, 2026-11-20, false",
      "seek-agreement, askedOn, 2026-11-20, true",
      "seek-agreement, askedOn, 2026-11-21, false",
      "arrange-appointment, appointmentOn, 2026-11-20, true",
      "arrange-appointment, appointmentOn, 2026-11-19, false",
      "decide-circulation, resumeOn, 2026-11-19, false",
      "write-recommendation, answerBy, 2026-12-01, true",
      "write-recommendation, answerBy, 2026-11-20, false",
      "exit-notice, dateOfBirth, 2027-01-01, false",
      "exit-notice, moveDate, 2026-12-24, true",
    })
    void datesLieOnTheRightSideOfToday(String form, String key, String date, boolean right) {
      assertThat(rule(form, key, Map.of(key, date))).isEqualTo(right);
    }

    @Test
    void aMoveIsNotBeforeTheFirstDay() {
      Map<String, Object> dates = Map.of("placedOn", "2026-03-01", "moveDate", "2026-02-28");
      assertThat(rule("exit-notice", "moveDate", dates)).isFalse();
    }

    @Test
    void aYesCountsOnlyWhenEverythingWasExplained() {
      List<String> some = List.of("purpose", "use");
      List<String> all =
          List.of("purpose", "use", "copies", "limits", "safeguarding", "stop", "advocate");
      assertThat(agreement("given", some)).isFalse();
      assertThat(agreement("given", null)).isFalse();
      assertThat(agreement("given", all)).isTrue();
      assertThat(agreement("declined", null)).isTrue();
    }

    @Test
    void aLearningDisabilityIsLookedAtFirst() {
      Map<String, Object> ticked = Map.of("learningDisability", true, "decision", "offer");
      assertThat(rule("screen-notice", "decision", ticked)).isFalse();
      Map<String, Object> asked = Map.of("learningDisability", true, "decision", "askFeasibility");
      assertThat(rule("screen-notice", "decision", asked)).isTrue();
    }

    @Test
    void notFeasibleNeedsOtherWaysConsideredAndTheManager() {
      Map<String, Object> hasty =
          Map.of("decision", "notFeasible", "consulted", List.of("carer", "manager"));
      assertThat(rule("decide-feasibility", "decision", hasty)).isFalse();
      Map<String, Object> careful = new HashMap<>(hasty);
      careful.put("formatsConsidered", List.of("pictures"));
      assertThat(rule("decide-feasibility", "decision", careful)).isTrue();
    }

    @Test
    void anInterviewIsNotHeldAgainstTheYoungPersonsWill() {
      Map<String, Object> unwilling = Map.of("stillAgrees", "no", "decision", "held");
      assertThat(rule("hold-interview", "decision", unwilling)).isFalse();
      Map<String, Object> stopped = Map.of("stillAgrees", "no", "decision", "stopped");
      assertThat(rule("hold-interview", "decision", stopped)).isTrue();
    }

    @Test
    void aTalkEndsAfterItBegan() {
      Map<String, Object> backwards = Map.of("startedAt", "14:30", "endedAt", "13:45");
      assertThat(rule("hold-interview", "endedAt", backwards)).isFalse();
      Map<String, Object> forwards = Map.of("startedAt", "09:30", "endedAt", "10:15");
      assertThat(rule("hold-interview", "endedAt", forwards)).isTrue();
    }

    @Test
    void whoeverWantsLimitsNamesOne() {
      assertThat(rule("agree-record", "limitsWanted", Map.of("limitsWanted", "no"))).isTrue();
      Map<String, Object> none = Map.of("limitsWanted", "yes", "limitSafe", "everybodyNamed");
      assertThat(rule("agree-record", "limitsWanted", none)).isFalse();
      Map<String, Object> one = Map.of("limitsWanted", "yes", "limitSafe", "notTheHome");
      assertThat(rule("agree-record", "limitsWanted", one)).isTrue();
    }

    @Test
    void whoeverDepartsFromTheProposalSaysWhy() {
      FormDocument form = FormDocument.of("decide-circulation");
      for (String reader :
          List.of("YoungPerson", "ServiceManager", "SocialWorker", "Home", "Provider")) {
        Component why = form.input("why" + reader);
        assertThat(why.isRequired()).isTrue();
        assertThat(why.keptIn()).isEqualTo("register");
        assertThat(isHidden(why, reader, "full", "full")).isTrue();
        assertThat(isHidden(why, reader, "none", "full")).isFalse();
        assertThat(isHidden(why, reader, "full", "none")).isFalse();
      }
    }

    private boolean isHidden(Component why, String reader, String share, String proposed) {
      Map<String, Object> answers = new HashMap<>();
      FormDocument.of("decide-circulation").inputs().forEach(it -> answers.put(it.key(), null));
      answers.put("decision", "release");
      answers.put("shareWith" + reader, share);
      answers.put("proposedFor" + reader, proposed);
      return why.hiddenBy().stream().anyMatch(hide -> Boolean.TRUE.equals(evaluate(hide, answers)));
    }

    @Test
    void anotherReasonForADepartureIsWritten() {
      Map<String, Object> copies = new HashMap<>();
      copies.put("decision", "release");
      copies.put("whyHome", "safety");
      assertThat(rule("decide-circulation", "decision", copies)).isTrue();
      copies.put("whyHome", "other");
      assertThat(rule("decide-circulation", "decision", copies)).isFalse();
      copies.put("circulationReasons", "");
      assertThat(rule("decide-circulation", "decision", copies)).isFalse();
      copies.put("circulationReasons", "Asked for by the young person.");
      assertThat(rule("decide-circulation", "decision", copies)).isTrue();
    }

    @Test
    void nothingToDoNeedsAReason() {
      Map<String, Object> answers = new HashMap<>(Map.of("decision", "noAction"));
      assertThat(rule("consider-content", "decision", answers)).isFalse();
      answers.put("considerationWords", "Everything was praised.");
      assertThat(rule("consider-content", "decision", answers)).isTrue();
    }

    private boolean agreement(String decision, @Nullable List<String> explained) {
      Map<String, Object> answers = new HashMap<>();
      answers.put("decision", decision);
      answers.put("explained", explained);
      answers.put("askedHow", "visit");
      answers.put("askedOn", "2026-11-20");
      return rule("seek-agreement", "decision", answers);
    }

    private boolean rule(String formId, String key, Map<String, Object> given) {
      FormDocument form = FormDocument.of(formId);
      Map<String, Object> answers = new HashMap<>();
      form.inputs().forEach(input -> answers.put(input.key(), null));
      answers.putAll(given);
      String rule = form.input(key).properties().path("rule").asText();
      Object verdict = evaluate(rule, answers);
      assertThat(verdict).as("a rule that cannot say no refuses nothing").isNotNull();
      return Boolean.TRUE.equals(verdict);
    }
  }

  /** The value of an expression: true, false, or null where FEEL cannot say. */
  private static @Nullable Object evaluate(String expression, Map<String, Object> answers) {
    assertThat(expression).startsWith("=");
    EvaluationResult result = FEEL.evaluateExpression(expression.substring(1), answers);
    assertThat(result.isSuccess()).as("%s: %s", expression, result).isTrue();
    List<Object> value = new ArrayList<>();
    value.add(result.result());
    assertThat(value.get(0))
        .as(expression)
        .satisfiesAnyOf(
            it -> assertThat(it).isNull(), it -> assertThat(it).isInstanceOf(Boolean.class));
    return value.get(0);
  }
}
