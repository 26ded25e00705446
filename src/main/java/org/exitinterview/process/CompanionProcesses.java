package org.exitinterview.process;

/** The small processes that accompany a case and are started by hand. */
public final class CompanionProcesses {

  /** Key of {@code processes/withdrawal.bpmn}. */
  public static final String WITHDRAWAL = "withdrawal";

  /** Key of {@code processes/concern.bpmn}. */
  public static final String CONCERN = "concern";

  /** Key of {@code processes/signposting.bpmn}. */
  public static final String SIGNPOSTING = "signposting";

  /** Key of {@code processes/pattern-radar.bpmn}. */
  public static final String PATTERN_RADAR = "pattern-radar";

  /** Number of the case that a companion process is about. */
  public static final ProcessVariable<String> ABOUT_CASE =
      ProcessVariable.of("aboutCase", String.class);

  private CompanionProcesses() {}
}
