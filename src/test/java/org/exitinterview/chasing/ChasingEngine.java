package org.exitinterview.chasing;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.exitinterview.config.EngineClock;
import org.exitinterview.notification.Outbox;

/** A process engine with nothing but the chasing capability, for tests that move the clock. */
final class ChasingEngine {

  static final ZoneId LONDON = ZoneId.of("Europe/London");

  private final Clock clock = new EngineClock(LONDON);
  private final Outbox outbox = mock(Outbox.class);
  private final Deadlines deadlines;
  private final ProcessEngine engine;

  ChasingEngine() {
    WorkingDays workingDays = new WorkingDays(Set.of());
    this.deadlines = new Deadlines(workingDays, clock, this::configuration);
    Map<Object, Object> beans = new HashMap<>();
    beans.put("deadlines", deadlines);
    beans.put("remind", new RemindDelegate(outbox));
    beans.put("alert", new AlertDelegate(outbox, deadlines));
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName("chasing-" + UUID.randomUUID());
    configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    configuration.setJobExecutorActivate(false);
    configuration.setBeans(beans);
    configuration.setProcessEnginePlugins(List.of(new WorkingDayCalendars(workingDays, clock)));
    this.engine = configuration.buildProcessEngine();
  }

  ProcessEngine engine() {
    return engine;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  Outbox outbox() {
    return outbox;
  }

  private ProcessEngineConfigurationImpl configuration() {
    return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
  }

  /** Moves the engine to a local time in London. */
  static void itIs(String localTime) {
    ClockUtil.setCurrentTime(Date.from(LocalDateTime.parse(localTime).atZone(LONDON).toInstant()));
  }

  /** Local time in London. */
  static String local(Date date) {
    return date.toInstant().atZone(LONDON).toLocalDateTime().toString();
  }

  /** The only open timer of a boundary event. */
  Job timer(String activityId) {
    return engine.getManagementService().createJobQuery().activityId(activityId).singleResult();
  }

  /** When it is due, in London. */
  String due(String activityId) {
    return local(timer(activityId).getDuedate());
  }

  /** Lets the time pass until the timer is due, and fires it. */
  void fire(String activityId) {
    Job job = timer(activityId);
    ClockUtil.setCurrentTime(job.getDuedate());
    engine.getManagementService().executeJob(job.getId());
  }

  /** Forgets every model, case and message, and the time. */
  void clear() {
    ClockUtil.reset();
    reset(outbox);
    engine
        .getRepositoryService()
        .createDeploymentQuery()
        .list()
        .forEach(
            deployment -> engine.getRepositoryService().deleteDeployment(deployment.getId(), true));
  }

  void close() {
    ClockUtil.reset();
    engine.close();
  }
}
