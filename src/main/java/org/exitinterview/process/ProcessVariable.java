package org.exitinterview.process;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable: its name with its type.
 *
 * @param <T> the Java type of its values
 */
public final class ProcessVariable<T> {

  private final String name;
  private final Class<T> type;

  private ProcessVariable(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  static <T> ProcessVariable<T> of(String name, Class<T> type) {
    return new ProcessVariable<>(name, type);
  }

  /** The name used in the models. */
  public String variableName() {
    return name;
  }

  /**
   * The value in that scope.
   *
   * @throws IllegalStateException if the step that should have set it did not
   */
  public T from(VariableScope scope) {
    Object value = scope.getVariable(name);
    if (value == null) {
      throw new IllegalStateException("The process variable '%s' is not set".formatted(name));
    }
    return type.cast(value);
  }

  /** Sets the value for the whole case. */
  public void set(VariableScope scope, T value) {
    scope.setVariable(name, value);
  }

  @Override
  public String toString() {
    return name;
  }
}
