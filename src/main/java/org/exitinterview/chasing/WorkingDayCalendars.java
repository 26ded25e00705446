package org.exitinterview.chasing;

import java.time.Clock;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.MapBusinessCalendarManager;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Teaches the engine's timers working days, so that the diagram reads {@code P5WD}. */
@Component
public class WorkingDayCalendars extends AbstractProcessEnginePlugin {

  private final WorkingDays workingDays;
  private final Clock clock;

  public WorkingDayCalendars(WorkingDays workingDays, Clock clock) {
    this.workingDays = workingDays;
    this.clock = clock;
  }

  @Override
  public void postInit(ProcessEngineConfigurationImpl configuration) {
    MapBusinessCalendarManager calendars =
        (MapBusinessCalendarManager) configuration.getBusinessCalendarManager();
    calendars.addBusinessCalendar(
        DurationBusinessCalendar.NAME, new WorkingDayDurationCalendar(workingDays, clock));
    calendars.addBusinessCalendar(
        CycleBusinessCalendar.NAME, new WorkingDayCycleCalendar(workingDays, clock));
  }
}
