package org.exitinterview.forms;

import java.util.List;
import org.exitinterview.people.Option;
import org.jspecify.annotations.Nullable;

/**
 * A form as it stands with some answers, for a page of ours to show without any script.
 *
 * @param title the form's first heading
 * @param paragraphs its text, one paragraph each
 * @param questions the fields that apply with these answers, in the order of the form
 */
public record OpenForm(String title, List<String> paragraphs, List<Question> questions) {

  /** How a question is asked. */
  public enum Kind {
    LINE,
    WORDS,
    NUMBER,
    FLAG,
    ONE,
    SEVERAL,
    DATE,
    TIME,
    DATE_TIME
  }

  /**
   * One field.
   *
   * @param hint what helps to answer; null if the form has nothing to say
   * @param longest how many characters a text may have
   * @param options the choices; empty where there are none
   * @param value what was answered, or is only shown; null before the first answer
   */
  public record Question(
      String key,
      String label,
      @Nullable String hint,
      Kind kind,
      boolean readOnly,
      boolean required,
      int longest,
      List<Option> options,
      @Nullable Object value) {

    /** Whether that choice is taken. */
    public boolean has(String choice) {
      return value instanceof List<?> several ? several.contains(choice) : choice.equals(value);
    }
  }
}
