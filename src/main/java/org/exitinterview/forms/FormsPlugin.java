package org.exitinterview.forms;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.OptionLists;
import org.exitinterview.record.Drafts;
import org.exitinterview.record.RecordVault;
import org.exitinterview.register.CaseRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Puts the handling of forms into the engine. What it needs is asked for when the first form comes,
 * because some of it needs the engine, which does not exist yet here.
 */
@Component
class FormsPlugin extends AbstractProcessEnginePlugin {

  private final ObjectProvider<DeployedForms> forms;
  private final ObjectProvider<StepSubmission> submission;
  private final ObjectProvider<StepKnowledge> knowledge;
  private final ObjectProvider<CaseRegister> register;
  private final ObjectProvider<CurrentPerson> currentPerson;
  private final ObjectProvider<OptionLists> optionLists;
  private final ObjectProvider<Drafts> drafts;
  private final ObjectProvider<RecordVault> vault;
  private final ObjectProvider<TeamOfStep> team;

  FormsPlugin(
      ObjectProvider<DeployedForms> forms,
      ObjectProvider<StepSubmission> submission,
      ObjectProvider<StepKnowledge> knowledge,
      ObjectProvider<CaseRegister> register,
      ObjectProvider<CurrentPerson> currentPerson,
      ObjectProvider<OptionLists> optionLists,
      ObjectProvider<Drafts> drafts,
      ObjectProvider<RecordVault> vault,
      ObjectProvider<TeamOfStep> team) {
    this.forms = forms;
    this.submission = submission;
    this.knowledge = knowledge;
    this.register = register;
    this.currentPerson = currentPerson;
    this.optionLists = optionLists;
    this.drafts = drafts;
    this.vault = vault;
    this.team = team;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    List<BpmnParseListener> listeners = listOf(configuration.getCustomPostBPMNParseListeners());
    listeners.add(
        new FormParseListener(forms, submission, knowledge, register, currentPerson, drafts, team));
    configuration.setCustomPostBPMNParseListeners(listeners);

    List<CommandInterceptor> interceptors =
        listOf(configuration.getCustomPreCommandInterceptorsTxRequired());
    interceptors.add(new RefusalInterceptor());
    interceptors.add(new OnlyWithForm(currentPerson));
    configuration.setCustomPreCommandInterceptorsTxRequired(interceptors);

    List<SessionFactory> sessions = listOf(configuration.getCustomSessionFactories());
    sessions.add(new StepProgress.Factory());
    configuration.setCustomSessionFactories(sessions);

    RefusedSteps refusedSteps = new RefusedSteps(vault);
    configuration.setFormService(new FormsWithChoices(optionLists, refusedSteps));
    configuration.setTaskService(new TasksWithForms(refusedSteps));
  }

  private static <T> List<T> listOf(@Nullable List<T> existing) {
    return existing == null ? new ArrayList<>() : new ArrayList<>(existing);
  }
}
