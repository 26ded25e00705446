package org.exitinterview.forms;

import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.form.FormFieldImpl;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * A value that a form shows. It is worked out when the form asks for its variables, and not already
 * when somebody asks which form a task has.
 */
final class ShownField extends FormFieldImpl {

  private final Supplier<TypedValue> shown;

  ShownField(String key, Supplier<TypedValue> shown) {
    this.shown = shown;
    setId(key);
  }

  @Override
  public TypedValue getValue() {
    return shown.get();
  }
}
