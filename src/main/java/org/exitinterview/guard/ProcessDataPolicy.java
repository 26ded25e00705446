package org.exitinterview.guard;

import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.engine.variable.value.PrimitiveValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.exitinterview.process.ProcessData;
import org.jspecify.annotations.Nullable;

/**
 * What may become a variable: process data as {@link ProcessData} lists it, and what the engine and
 * the task list count and show by themselves. Everything else could be words about a young person.
 */
final class ProcessDataPolicy {

  /** The engine's own counters of a step that is done several times. */
  private static final Set<String> COUNTERS =
      Set.of("loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances");

  /** Shown on the cards of the task list. */
  private static final String CASE_NUMBER = "caseNumber";

  private static final Pattern NUMBER_OF_CASE = Pattern.compile("[A-Z]{1,4}-[A-Z0-9]{4,12}");

  private ProcessDataPolicy() {}

  /**
   * Lets process data pass.
   *
   * @param name null where the engine keeps a value without one, as in its history of decisions
   * @throws RefusedException for everything else
   */
  static void check(@Nullable String name, TypedValue value) {
    if (name == null || !isListed(name)) {
      throw new RefusedException(
          "Only what routes a case can be kept here. Words belong into the form of a step.");
    }
    if (!isPlain(value) || !accepts(name, value.getValue())) {
      throw new RefusedException(
          "'%s' holds a code, an id, a number or a date of its own kind and nothing else."
              .formatted(name));
    }
  }

  /** Whether this can be the number of a case. */
  static boolean isCaseNumber(String text) {
    return NUMBER_OF_CASE.matcher(text).matches();
  }

  private static boolean isListed(String name) {
    return ProcessData.isListed(name) || COUNTERS.contains(name) || CASE_NUMBER.equals(name);
  }

  /** Objects, files and the like carry more than the value they show. */
  private static boolean isPlain(TypedValue value) {
    return value.getType() == ValueType.NULL || value instanceof PrimitiveValue<?>;
  }

  private static boolean accepts(String name, @Nullable Object content) {
    if (content == null) {
      return true;
    }
    if (COUNTERS.contains(name)) {
      return content instanceof Integer;
    }
    if (CASE_NUMBER.equals(name)) {
      return content instanceof String number && isCaseNumber(number);
    }
    return ProcessData.accepts(name, content);
  }
}
