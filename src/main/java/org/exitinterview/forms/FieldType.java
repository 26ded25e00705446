package org.exitinterview.forms;

/** What kind of answer a field takes. */
enum FieldType {
  TEXT,
  NUMBER,
  FLAG,
  CHOICE,
  CHOICES,
  DATE,
  TIME,
  DATE_TIME,
  /** Worked out in the browser, so anybody can forge it: shown and never kept. */
  COMPUTED
}
