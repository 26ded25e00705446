package org.exitinterview.forms;

import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/** What the running engine command has done so far with tasks; forgotten when it ends. */
final class StepProgress implements Session {

  private final Set<String> created = new HashSet<>();
  private final Set<String> submitted = new HashSet<>();

  static StepProgress current() {
    return Context.getCommandContext().getSession(StepProgress.class);
  }

  void noteCreated(String taskId) {
    created.add(taskId);
  }

  boolean wasCreated(String taskId) {
    return created.contains(taskId);
  }

  void noteSubmitted(String taskId) {
    submitted.add(taskId);
  }

  boolean wasSubmitted(String taskId) {
    return submitted.contains(taskId);
  }

  @Override
  public void flush() {
    // Nothing of this is stored.
  }

  @Override
  public void close() {
    // Nothing to release.
  }

  /** Tells the engine how to make one per command. */
  static final class Factory implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
      return StepProgress.class;
    }

    @Override
    public Session openSession() {
      return new StepProgress();
    }
  }
}
