package org.exitinterview.process;

/** The processes that look at all cases together, started by the calendar. */
public final class MonitoringProcesses {

  /** Key of {@code processes/annual-monitoring-report.bpmn}. */
  public static final String REPORT = "annual-monitoring-report";

  /** Key of {@code processes/leaver-reconciliation.bpmn}. */
  public static final String RECONCILIATION = "leaver-reconciliation";

  private MonitoringProcesses() {}

  /** What routes them. */
  public static final class Variables {

    /** An action that a report promised. */
    public static final ProcessVariable<String> ACTION_ID =
        ProcessVariable.of("actionId", String.class);

    private Variables() {}
  }

  /** Element ids that Java refers to. */
  public static final class Elements {
    public static final String CORRECTION_ASKED = "startEvent_correctionAsked";
    public static final String SIGN_OFF_HOMES = "userTask_signOffHomes";
    public static final String SET_ACTION = "userTask_setAction";
    public static final String CONFIRM_YEAR_ACTION = "userTask_confirmYearAction";
    public static final String EXPLAIN_LEAVERS = "userTask_explainLeavers";

    private Elements() {}
  }

  /** Messages that start them. */
  public static final class Messages {

    /** An issued report turned out to be wrong. */
    public static final String CORRECTION_ASKED = "ReportCorrectionAsked";

    private Messages() {}
  }

  /** Values of {@code decision} that Java sets. */
  public static final class Decision {
    public static final String INTERIM = "interim";
    public static final String YEAR = "year";
    public static final String NOTHING_NEW = "nothingNew";
    public static final String EXPLAINED = "explained";
    public static final String UNEXPLAINED = "unexplained";

    private Decision() {}
  }
}
