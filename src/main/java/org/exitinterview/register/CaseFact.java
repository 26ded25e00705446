package org.exitinterview.register;

import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Facts of a step's form that the case row holds too: form key, column and type. */
enum CaseFact {
  SOCIAL_WORKER("socialWorker", "social_worker", Object::toString),
  IRO("iro", "iro", Object::toString),
  INTERVIEWER("interviewer", "interviewer", Object::toString),
  SENSITIVE("sensitive", "sensitive", CaseFact::flag),
  MOVE_DATE("moveDate", "move_date", CaseFact::date),
  DATE_OF_BIRTH("dateOfBirth", "date_of_birth", CaseFact::date),
  OUTCOME_REASON("outcomeReason", "outcome_reason", Object::toString);

  private final String key;
  private final String column;
  private final Function<Object, Object> toColumn;

  CaseFact(String key, String column, Function<Object, Object> toColumn) {
    this.key = key;
    this.column = column;
    this.toColumn = toColumn;
  }

  String key() {
    return key;
  }

  String column() {
    return column;
  }

  @Nullable Object toColumn(@Nullable Object value) {
    return value == null ? null : toColumn.apply(value);
  }

  private static Object flag(Object value) {
    return Boolean.valueOf(value.toString());
  }

  private static Object date(Object value) {
    return LocalDate.parse(value.toString());
  }
}
