package org.exitinterview.guard;

import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/**
 * Knows no script language at all. Scripts reach every class of the application, and the engine
 * brings one language of its own; the decision tables' FEEL is no script to it.
 */
final class NoScripts implements ScriptEngineResolver {

  @Override
  public void addScriptEngineFactory(ScriptEngineFactory factory) {
    // The engine offers its own language here.
  }

  @Override
  public ScriptEngineManager getScriptEngineManager() {
    return new ScriptEngineManager(new NoServices());
  }

  @Override
  public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
    throw new RefusedException(
        "Models hold no scripts. Use a decision table, or ask for a step to be built.");
  }

  /** Keeps the manager from looking for languages on the class path. */
  private static final class NoServices extends ClassLoader {

    private NoServices() {
      super(null);
    }

    @Override
    public java.util.Enumeration<java.net.URL> getResources(String name) {
      return java.util.Collections.enumeration(List.of());
    }
  }
}
