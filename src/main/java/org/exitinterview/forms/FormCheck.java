package org.exitinterview.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.exitinterview.people.Option;
import org.exitinterview.process.ProcessData;
import org.jspecify.annotations.Nullable;

/**
 * Checks on the server what the form asks for in the browser. The engine checks nothing, and
 * whoever sends a form without the browser would otherwise store anything.
 */
final class FormCheck {

  /** The engine's text columns, and a fair length for one answer. */
  static final int LONGEST_TEXT = 4000;

  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,60}");
  private static final Pattern MAIL_ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9 ()-]{5,25}");

  private final Feel feel;
  private final Function<String, List<Option>> optionLists;
  private final Clock clock;

  /**
   * Makes a check.
   *
   * @param optionLists the choices for a {@code valuesKey}
   */
  FormCheck(Feel feel, Function<String, List<Option>> optionLists, Clock clock) {
    this.feel = feel;
    this.optionLists = optionLists;
    this.clock = clock;
  }

  /**
   * The answers to keep, by field: those of fields that are visible and may be changed. A null is
   * an answer that was taken away.
   *
   * @param sent what came with the submission, by form key
   * @param known what else conditions may look at: process data, facts, answers that are only shown
   * @throws FormRefusedException with every problem found
   */
  Map<Field, Object> check(StepForm form, Map<String, Object> sent, Map<String, Object> known) {
    List<String> problems = new ArrayList<>();
    sent.keySet().stream()
        .filter(key -> form.field(key).isEmpty())
        .forEach(key -> problems.add(noSuchField(key)));
    Map<String, Object> answers = answers(form, sent, known);
    Map<Field, Object> accepted = new LinkedHashMap<>();
    for (Field field : form.fields()) {
      if (field.isKeptIn(KeptIn.NOWHERE) || isReadOnly(field, answers)) {
        continue;
      }
      Object value = sent.get(field.key());
      if (isHidden(field, answers)) {
        if (!isEmpty(value) && !Boolean.FALSE.equals(value)) {
          problems.add(field.label() + ": does not apply here, leave it empty.");
        }
        continue;
      }
      check(field, value, answers, problem -> problems.add(field.label() + ": " + problem));
      if (sent.containsKey(field.key())) {
        accepted.put(field, isEmpty(value) ? null : kept(field, value));
      }
    }
    if (!problems.isEmpty()) {
      throw new FormRefusedException(problems);
    }
    return accepted;
  }

  /** What conditions see; an answer that was not sent is there as a null, not missing. */
  private static Map<String, Object> answers(
      StepForm form, Map<String, Object> sent, Map<String, Object> known) {
    Map<String, Object> answers = new HashMap<>(known);
    for (Field field : form.fields()) {
      if (field.readOnlyIf() == null || sent.containsKey(field.key())) {
        answers.put(field.key(), sent.get(field.key()));
      }
      if (field.alwaysReadOnly()) {
        answers.put(field.key(), known.get(field.key()));
      }
    }
    return answers;
  }

  private boolean isHidden(Field field, Map<String, Object> answers) {
    return field.hiddenIf().stream().anyMatch(condition -> feel.isTrue(condition, answers));
  }

  private boolean isReadOnly(Field field, Map<String, Object> answers) {
    String condition = field.readOnlyIf();
    return condition != null && (field.alwaysReadOnly() || feel.isTrue(condition, answers));
  }

  private void check(
      Field field, @Nullable Object value, Map<String, Object> answers, Consumer<String> refuse) {
    if (value == null || isEmpty(value)) {
      if (field.limits().path("required").asBoolean()) {
        refuse.accept("please answer this.");
      }
      return;
    }
    switch (field.type()) {
      case TEXT -> checkText(field, value, answers, refuse);
      case NUMBER -> checkNumber(field, value, answers, refuse);
      case FLAG -> checkFlag(field, value, refuse);
      case CHOICE -> checkChoices(field, List.of(value), refuse);
      case CHOICES -> checkList(field, value, refuse);
      case DATE -> checkDate(field, value, refuse);
      case TIME -> checkTime(value, refuse);
      case DATE_TIME -> checkDateTime(value, refuse);
      case COMPUTED -> refuse.accept("is worked out, not answered.");
    }
    if (field.isKeptIn(KeptIn.PROCESS) && !ProcessData.accepts(field.key(), value)) {
      refuse.accept("is not written as it should be.");
    }
    String rule = field.rule();
    if (rule != null && feel.isFalse(rule, answers)) {
      refuse.accept(Objects.requireNonNullElse(field.ruleMessage(), "does not fit the rest."));
    }
  }

  private void checkText(
      Field field, Object value, Map<String, Object> answers, Consumer<String> refuse) {
    if (!(value instanceof String text)) {
      refuse.accept("must be a text.");
      return;
    }
    int shortest = limit(field, "minLength", answers).map(BigDecimal::intValue).orElse(0);
    int longest =
        limit(field, "maxLength", answers)
            .map(BigDecimal::intValue)
            .map(length -> Math.min(length, LONGEST_TEXT))
            .orElse(LONGEST_TEXT);
    if (text.strip().length() < shortest) {
      refuse.accept("write at least %d characters.".formatted(shortest));
    }
    if (text.length() > longest) {
      refuse.accept("write at most %d characters.".formatted(longest));
    }
    JsonNode pattern = field.limits().path("pattern");
    if (pattern.isTextual() && !Pattern.compile(pattern.textValue()).matcher(text).find()) {
      refuse.accept("is not written as it should be.");
    }
    String kind = field.limits().path("validationType").asText();
    if ("email".equals(kind) && !MAIL_ADDRESS.matcher(text).matches()) {
      refuse.accept("is not an e-mail address.");
    }
    if ("phone".equals(kind) && !TELEPHONE.matcher(text).matches()) {
      refuse.accept("is not a telephone number.");
    }
  }

  private void checkNumber(
      Field field, Object value, Map<String, Object> answers, Consumer<String> refuse) {
    Optional<BigDecimal> number = number(value);
    if (number.isEmpty()) {
      refuse.accept("must be a number.");
      return;
    }
    limit(field, "min", answers)
        .filter(least -> number.get().compareTo(least) < 0)
        .ifPresent(least -> refuse.accept("must be at least %s.".formatted(least)));
    limit(field, "max", answers)
        .filter(most -> number.get().compareTo(most) > 0)
        .ifPresent(most -> refuse.accept("must be at most %s.".formatted(most)));
    JsonNode digits = field.component().path("decimalDigits");
    if (digits.isInt() && number.get().stripTrailingZeros().scale() > digits.intValue()) {
      refuse.accept("has too many digits after the point.");
    }
  }

  private static void checkFlag(Field field, Object value, Consumer<String> refuse) {
    if (!(value instanceof Boolean ticked)) {
      refuse.accept("is a box to tick.");
    } else if (!ticked && field.limits().path("required").asBoolean()) {
      refuse.accept("please tick this.");
    }
  }

  private void checkList(Field field, Object value, Consumer<String> refuse) {
    if (value instanceof Collection<?> chosen) {
      checkChoices(field, chosen, refuse);
    } else {
      refuse.accept("must be a list of answers.");
    }
  }

  private void checkChoices(Field field, Collection<?> chosen, Consumer<String> refuse) {
    Set<String> offered = new HashSet<>(field.choices());
    String valuesKey = field.valuesKey();
    if (valuesKey != null) {
      optionLists.apply(valuesKey).forEach(option -> offered.add(option.value()));
    }
    boolean known = chosen.stream().allMatch(choice -> offered.contains(String.valueOf(choice)));
    if (!known || new HashSet<>(chosen).size() < chosen.size()) {
      refuse.accept("choose from the answers offered.");
    }
  }

  private void checkDate(Field field, Object value, Consumer<String> refuse) {
    try {
      LocalDate date = LocalDate.parse(value.toString());
      if (field.component().path("disallowPassedDates").asBoolean()
          && date.isBefore(LocalDate.now(clock))) {
        refuse.accept("must not lie in the past.");
      }
    } catch (DateTimeException e) {
      refuse.accept("is not a date.");
    }
  }

  private static void checkTime(Object value, Consumer<String> refuse) {
    if (!parses(LocalTime::parse, value) && !parses(OffsetTime::parse, value)) {
      refuse.accept("is not a time of day.");
    }
  }

  private static void checkDateTime(Object value, Consumer<String> refuse) {
    if (!parses(LocalDateTime::parse, value) && !parses(OffsetDateTime::parse, value)) {
      refuse.accept("is not a date with a time of day.");
    }
  }

  private static boolean parses(Function<String, @Nullable Object> parser, Object value) {
    try {
      return parser.apply(value.toString()) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** A limit of the form: a number, or an expression over the answers. */
  private Optional<BigDecimal> limit(Field field, String name, Map<String, Object> answers) {
    JsonNode limit = field.limits().path(name);
    if (limit.isTextual() && limit.textValue().startsWith("=")) {
      return number(feel.evaluate(limit.textValue().substring(1), answers));
    }
    return limit.isMissingNode() || limit.isNull() ? Optional.empty() : number(limit.asText());
  }

  private static Optional<BigDecimal> number(@Nullable Object value) {
    if (!(value instanceof Number) && !(value instanceof String)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(value.toString()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whole numbers are kept as such, so that a variable never changes its type with its value. */
  private static @Nullable Object kept(Field field, @Nullable Object value) {
    if (field.type() != FieldType.NUMBER) {
      return value;
    }
    return number(value)
        .map(
            number ->
                number.stripTrailingZeros().scale() <= 0 && number.precision() < 10
                    ? (Object) number.intValue()
                    : (Object) number.doubleValue())
        .orElse(null);
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || (value instanceof String text && text.isBlank())
        || (value instanceof Collection<?> list && list.isEmpty());
  }

  static boolean isName(String key) {
    return KEY.matcher(key).matches();
  }

  /** The name is only repeated if it is one; anything may be sent in its place. */
  private static String noSuchField(String key) {
    return isName(key)
        ? "This form has no field “%s”.".formatted(key)
        : "This form has no field of the name that was sent.";
  }
}
