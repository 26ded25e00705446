package org.exitinterview.forms;

import org.jspecify.annotations.Nullable;

/**
 * A user task or start event with a form, as the model says it.
 *
 * @param deploymentId the deployment the model and the form belong to
 * @param processKey key of the process
 * @param element id of the task or event
 * @param formId id of the form
 * @param record what the step does with the record: {@code open}, {@code write}, {@code decide} or
 *     {@code read}; null where it has no part in it
 * @param recordItem what within the case the words belong to: {@code task} or the name of a process
 *     variable; null for the case itself
 */
record Step(
    String deploymentId,
    String processKey,
    String element,
    String formId,
    @Nullable String record,
    @Nullable String recordItem) {

  /** Whether each completion makes a new item, so that nothing said before answers it. */
  boolean makesNewItem() {
    return "task".equals(recordItem);
  }

  /** Whether the words of the form are written; {@code read} shows them only. */
  boolean writesRecord() {
    return record != null && !"read".equals(record);
  }
}
