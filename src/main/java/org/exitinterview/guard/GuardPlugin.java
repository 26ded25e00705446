package org.exitinterview.guard;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.batch.BatchJobHandler;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.variable.serializer.DefaultVariableSerializers;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.process.ParseListeners;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Puts the guards into the engine. */
@Component
class GuardPlugin extends AbstractProcessEnginePlugin {

  private final ApplicationContext beans;
  private final ObjectProvider<CurrentPerson> currentPerson;

  GuardPlugin(ApplicationContext beans, ObjectProvider<CurrentPerson> currentPerson) {
    this.beans = beans;
    this.currentPerson = currentPerson;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    // Later is too late: the starter would have put its own in, which knows every bean.
    configuration.setExpressionManager(new ListedExpressions(ListedBeans.NAMES, beans::getBean));
    configuration.setScriptEngineResolver(new NoScripts());
    configuration.setArtifactFactory(new NoClasses());
    configuration.setFailedJobCommandFactory(NoSecondAttempt::after);
    List<CommandInterceptor> interceptors =
        listOf(configuration.getCustomPreCommandInterceptorsTxRequired());
    // The first of all, whatever other plug-ins have added by now.
    interceptors.add(0, new RefusalLog(currentPerson));
    interceptors.add(new FreeTextGuard());
    configuration.setCustomPreCommandInterceptorsTxRequired(interceptors);
    ParseListeners.add(configuration, new CaseNumbersOnly());
  }

  @Override
  public void postInit(ProcessEngineConfigurationImpl configuration) {
    configuration.getJobHandlers().replaceAll((type, handler) -> wordless(handler));
  }

  /** Not before, because Spin adds its serializers after all other plug-ins were asked. */
  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    GuardedSerializer.guardAll((DefaultVariableSerializers) configuration.getVariableSerializers());
  }

  private static JobHandler<?> wordless(JobHandler<?> handler) {
    // The engine asks handlers of batches for more; what batches carry was checked before.
    if (handler instanceof BatchJobHandler<?>) {
      return handler;
    }
    // The engine makes a timer's next job only where the handler is one of its timers.
    return handler instanceof TimerEventJobHandler timer
        ? new WordlessTimerHandler(timer)
        : WordlessJobHandler.around(handler);
  }

  private static <T> List<T> listOf(@Nullable List<T> existing) {
    return existing == null ? new ArrayList<>() : new ArrayList<>(existing);
  }

  /** A business key or a case instance id that is no case number could be a name. */
  private static final class CaseNumbersOnly extends AbstractBpmnParseListener {

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
      process.addBuiltInListener(
          ExecutionListener.EVENTNAME_START, (ExecutionListener) CaseNumbersOnly::check);
    }

    private static void check(DelegateExecution execution) {
      String key = execution.getProcessBusinessKey();
      if ((key != null && !ProcessDataPolicy.isCaseNumber(key))
          || ((ExecutionEntity) execution).getCaseInstanceId() != null) {
        throw new RefusedException("The business key of a process is the number of a case.");
      }
    }
  }
}
