package org.exitinterview.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Adds to what the engine does when it reads a model. */
public final class ParseListeners {

  private ParseListeners() {}

  /** Lets the listener see every model after the engine itself has read it. */
  public static void add(ProcessEngineConfigurationImpl configuration, BpmnParseListener listener) {
    List<BpmnParseListener> listeners = configuration.getCustomPostBPMNParseListeners();
    List<BpmnParseListener> extended =
        listeners == null ? new ArrayList<>() : new ArrayList<>(listeners);
    extended.add(listener);
    configuration.setCustomPostBPMNParseListeners(extended);
  }
}
