package org.exitinterview.people;

import java.util.List;

/** A drop-down list of a form that is neither of people nor of homes. */
public interface Choices {

  /** The form's {@code valuesKey}. */
  String valuesKey();

  /** What there is to choose from, in the order shown. */
  List<Option> options();
}
