package org.exitinterview.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.exitinterview.people.Option;
import org.junit.jupiter.api.Test;

/** What a browser would not let through, the server does not let through either. */
class FormCheckTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

  private final Feel feel = new Feel(CLOCK);
  private final FormCheck check =
      new FormCheck(
          feel,
          key -> "iros".equals(key) ? List.of(new Option("ola", "Ola Olsen")) : List.of(),
          CLOCK);

  @Test
  void anAnswerThatIsNeededMustBeThere() {
    String field = text("name", "Name", "'validate': {'required': true}");
    assertThat(problems(field, Map.of())).containsExactly("Name: please answer this.");
    assertThat(problems(field, Map.of("name", "  "))).containsExactly("Name: please answer this.");
    assertThat(problems(field, Map.of("name", "Zoë"))).isEmpty();
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    String form =
        text("name", "Name", "'validate': {'required': true}")
            + ","
            + number("'validate': {'max': 18}");
    FormRefusedException refusal =
        catchThrowableOfType(
            FormRefusedException.class, () -> check(form, Map.of("age", 99), Map.of()));
    assertThat(refusal.problems())
        .containsExactly("Name: please answer this.", "Age: must be at most 18.");
    assertThat(refusal).hasMessage("Name: please answer this. Age: must be at most 18.");
  }

  @Test
  void textHasLimits() {
    assertThat(problems(text("a", "A", "'validate': {'minLength': 3}"), Map.of("a", "xy")))
        .containsExactly("A: write at least 3 characters.");
    assertThat(problems(text("a", "A", "'validate': {'maxLength': 3}"), Map.of("a", "long")))
        .containsExactly("A: write at most 3 characters.");
    assertThat(problems(text("a", "A", ""), Map.of("a", "x".repeat(4001))))
        .containsExactly("A: write at most 4000 characters.");
    assertThat(problems(text("a", "A", "'validate': {'pattern': '^[0-9]+$'}"), Map.of("a", "x")))
        .containsExactly("A: is not written as it should be.");
    assertThat(
            problems(text("a", "A", "'validate': {'validationType': 'email'}"), Map.of("a", "x")))
        .containsExactly("A: is not an e-mail address.");
    assertThat(problems(text("a", "A", ""), Map.of("a", 7))).containsExactly("A: must be a text.");
  }

  @Test
  void aNumberHasLimits() {
    String field = number("'decimalDigits': 0, 'validate': {'min': 5, 'max': 25}");
    assertThat(problems(field, Map.of("age", 4))).containsExactly("Age: must be at least 5.");
    assertThat(problems(field, Map.of("age", 26))).containsExactly("Age: must be at most 25.");
    assertThat(problems(field, Map.of("age", 5.5)))
        .containsExactly("Age: has too many digits after the point.");
    assertThat(problems(field, Map.of("age", "old"))).containsExactly("Age: must be a number.");
    assertThat(accepted(field, Map.of("age", 17.0))).containsEntry("age", 17);
  }

  @Test
  void onlyOfferedChoicesAreTaken() {
    String radio =
        field("radio", "way", "Way", "'values': [{'label': 'A', 'value': 'a'}]", "register");
    assertThat(problems(radio, Map.of("way", "nonsense")))
        .containsExactly("Way: choose from the answers offered.");
    assertThat(problems(radio, Map.of("way", "a"))).isEmpty();

    String list = field("taglist", "ways", "Ways", "'values': [{'value': 'a'}]", "register");
    assertThat(problems(list, Map.of("ways", List.of("a", "b")))).hasSize(1);
    assertThat(problems(list, Map.of("ways", List.of("a", "a")))).hasSize(1);
    assertThat(problems(list, Map.of("ways", "a")))
        .containsExactly("Ways: must be a list of answers.");
    assertThat(problems(list, Map.of("ways", List.of("a")))).isEmpty();
  }

  @Test
  void peopleAreChosenFromTheirList() {
    String select = field("select", "iro", "IRO", "'valuesKey': 'iros'", "process");
    assertThat(problems(select, Map.of("iro", "ola"))).isEmpty();
    assertThat(problems(select, Map.of("iro", "mallory")))
        .containsExactly("IRO: choose from the answers offered.");
  }

  @Test
  void datesAreDates() {
    String date = field("datetime", "on", "On", "'subtype': 'date'", "register");
    assertThat(problems(date, Map.of("on", "2026-02-30"))).containsExactly("On: is not a date.");
    assertThat(problems(date, Map.of("on", "2026-02-28"))).isEmpty();
    String future =
        field("datetime", "on", "On", "'subtype': 'date', 'disallowPassedDates': true", "register");
    assertThat(problems(future, Map.of("on", "2026-11-21")))
        .containsExactly("On: must not lie in the past.");
    String time = field("datetime", "at", "At", "'subtype': 'time'", "register");
    assertThat(problems(time, Map.of("at", "14:30"))).isEmpty();
    assertThat(problems(time, Map.of("at", "25:30"))).containsExactly("At: is not a time of day.");
    String both = field("datetime", "at", "At", "'subtype': 'datetime'", "register");
    assertThat(problems(both, Map.of("at", "2026-12-16T09:30+00:00"))).isEmpty();
    assertThat(problems(both, Map.of("at", "soon"))).hasSize(1);
  }

  @Test
  void aBoxThatMustBeTickedIsTicked() {
    String box = field("checkbox", "ok", "OK", "'validate': {'required': true}", "register");
    assertThat(problems(box, Map.of("ok", false))).containsExactly("OK: please tick this.");
    assertThat(problems(box, Map.of("ok", "yes"))).containsExactly("OK: is a box to tick.");
    assertThat(problems(box, Map.of("ok", true))).isEmpty();
  }

  @Test
  void whatIsHiddenIsNeitherNeededNorTaken() {
    String form =
        field("select", "go", "Go", "'values': [{'value': 'y'}, {'value': 'n'}]", "register")
            + ","
            + text(
                "why",
                "Why",
                "'conditional': {'hide': '=go = \\\"y\\\"'}, 'validate': {'required': true}");
    assertThat(problems(form, Map.of("go", "y"))).isEmpty();
    assertThat(problems(form, Map.of("go", "y", "why", "words")))
        .containsExactly("Why: does not apply here, leave it empty.");
    assertThat(problems(form, Map.of("go", "n"))).containsExactly("Why: please answer this.");
    assertThat(accepted(form, Map.of("go", "n", "why", "words"))).containsEntry("why", "words");
  }

  @Test
  void aHiddenGroupHidesItsFieldsAndGivesThemTheirPlace() {
    String form =
        """
        {'type': 'group', 'label': 'G', 'conditional': {'hide': '=attempts < 3'},
         'properties': {'keptIn': 'record', 'section': 'safe'}, 'components': [
           {'type': 'textarea', 'key': 'why', 'label': 'Why', 'validate': {'required': true}}]}
        """;
    assertThat(check(form, Map.of(), Map.of("attempts", 2))).isEmpty();
    assertThatThrownBy(() -> check(form, Map.of(), Map.of("attempts", 3)))
        .hasMessage("Why: please answer this.");
  }

  @Test
  void whatIsOnlyShownIsDropped() {
    assertThat(accepted(text("a", "A", "'readonly': true"), Map.of("a", "forged"))).isEmpty();
    assertThat(accepted(text("a", "A", "'disabled': true"), Map.of("a", "forged"))).isEmpty();
    String computed = "{'type': 'expression', 'key': 'sum', 'expression': '=1 + 1'}";
    assertThat(accepted(computed, Map.of("sum", 3))).isEmpty();
  }

  @Test
  void whatTheFormDoesNotAskIsRefused() {
    assertThat(problems(text("a", "A", ""), Map.of("b", "x")))
        .containsExactly("This form has no field “b”.");
    assertThat(problems(text("a", "A", ""), Map.of("she said no", "x")))
        .containsExactly("This form has no field of the name that was sent.");
  }

  @Test
  void aRuleLooksAtTheWholeForm() {
    String form =
        field("datetime", "from", "From", "'subtype': 'date'", "register")
            + ","
            + "{'type': 'datetime', 'subtype': 'date', 'key': 'to', 'dateLabel': 'To', 'properties':"
            + " {'keptIn': 'register', 'rule': '=date(from) <= date(to)', 'ruleMessage': 'must not"
            + " be before the first day.'}}";
    assertThat(problems(form, Map.of("from", "2026-02-02", "to", "2026-02-01")))
        .containsExactly("To: must not be before the first day.");
    assertThat(problems(form, Map.of("from", "2026-02-02", "to", "2026-02-03"))).isEmpty();
    assertThat(problems(form, Map.of("to", "2026-02-01"))).isEmpty();
  }

  @Test
  void todayIsTheClocksDay() {
    String field =
        "{'type': 'datetime', 'subtype': 'date', 'key': 'on', 'label': 'On', 'properties':"
            + " {'keptIn': 'register', 'rule': '=date(on) <= today()', 'ruleMessage': 'lies in the"
            + " future.'}}";
    assertThat(problems(field, Map.of("on", "2026-11-22"))).isEmpty();
    assertThat(problems(field, Map.of("on", "2026-11-23")))
        .containsExactly("On: lies in the future.");
  }

  @Test
  void processDataLooksAsItShould() {
    String field =
        field("textfield", "aboutCase", "About case", "'validate': {'maxLength': 20}", "process");
    assertThat(problems(field, Map.of("aboutCase", "EI-7K3M9Q2F"))).isEmpty();
    assertThat(problems(field, Map.of("aboutCase", "Zoë")))
        .containsExactly("About case: is not written as it should be.");
  }

  @Test
  void anAnswerTakenAwayIsANull() {
    Map<String, Object> sent = new HashMap<>();
    sent.put("a", "");
    assertThat(accepted(text("a", "A", ""), sent)).containsEntry("a", null);
  }

  @Test
  void aFormThatLosesOrLeaksAnswersIsNotInOrder() {
    assertThat(faults("{'type': 'textarea', 'key': 'a', 'label': 'A'}"))
        .containsExactly(
            "A: say where the answer is kept (property keptIn: process, register, record or"
                + " nowhere)",
            "A: free text belongs into the record (property keptIn: record). A code may stay where"
                + " it is if a pattern lets no blank through");
    assertThat(faults(field("textarea", "a", "A", "", "register"))).hasSize(1);
    assertThat(
            faults(
                field(
                    "textfield",
                    "child",
                    "Child",
                    "'validate': {'pattern': '^[A-Z0-9]+$'}",
                    "register")))
        .isEmpty();
    assertThat(
            faults(
                "{'type': 'textarea', 'key': 'a', 'label': 'A', 'properties': {'keptIn': 'record',"
                    + " 'section': 'nowhere'}}"))
        .containsExactly("A: name the section of the record it is kept in (property section)");
    assertThat(faults(field("select", "mood", "Mood", "", "process")).get(0))
        .startsWith("Mood: “mood” is not process data.");
    assertThat(faults("{'type': 'filepicker', 'key': 'f'}"))
        .containsExactly("the form component “filepicker” does not work in Tasklist");
    assertThat(faults(text("a", "A", "'conditional': {'hide': '=== what'}")).get(0))
        .startsWith("A: this is not a valid FEEL expression");
    assertThat(faults(text("a", "A", "") + "," + text("a", "A", ""))).hasSize(1);
  }

  private List<String> problems(String components, Map<String, Object> sent) {
    try {
      check(components, sent, Map.of());
      return List.of();
    } catch (FormRefusedException refusal) {
      return refusal.problems();
    }
  }

  private Map<String, Object> accepted(String components, Map<String, Object> sent) {
    Map<String, Object> accepted = new HashMap<>();
    check(components, sent, Map.of()).forEach((field, value) -> accepted.put(field.key(), value));
    return accepted;
  }

  private Map<Field, Object> check(
      String components, Map<String, Object> sent, Map<String, Object> known) {
    StepForm form = form(components);
    assertThat(form.problems()).isEmpty();
    return check.check(form, sent, known);
  }

  private List<String> faults(String components) {
    return form(components).problems();
  }

  private StepForm form(String components) {
    return new StepFormReader(feel)
        .read("{'id': 'f', 'components': [%s]}".formatted(components).replace('\'', '"'));
  }

  private static String text(String key, String label, String more) {
    return "{'type': 'textarea', 'key': '%s', 'label': '%s', 'properties': {'keptIn': 'record', 'section': 'safe'}%s}"
        .formatted(key, label, more(more));
  }

  private static String number(String more) {
    return field("number", "age", "Age", more, "register");
  }

  private static String field(String type, String key, String label, String more, String keptIn) {
    return "{'type': '%s', 'key': '%s', 'label': '%s', 'properties': {'keptIn': '%s'}%s}"
        .formatted(type, key, label, keptIn, more(more));
  }

  private static String more(String properties) {
    return properties.isEmpty() ? "" : ", " + properties;
  }
}
