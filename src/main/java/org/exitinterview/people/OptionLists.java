package org.exitinterview.people;

import java.util.List;
import org.springframework.stereotype.Component;

/** The drop-down lists of the forms that name people and homes. */
@Component
public class OptionLists {

  /** The choices for a form's {@code valuesKey}; empty for an unknown key. */
  public List<Option> options(String valuesKey) {
    return List.of();
  }
}
