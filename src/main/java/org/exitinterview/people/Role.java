package org.exitinterview.people;

/** The roles of the procedure; each is a Camunda group. */
public enum Role {
  UNIT_MANAGER("unit-manager", "Unit managers"),
  SOCIAL_WORKER("social-worker", "Social workers"),
  RESIDENTIAL_SERVICE_MANAGER("residential-service-manager", "CSM Residential Services"),
  INTERVIEWER("interviewer", "Independent interviewers"),
  IRO("iro", "Independent reviewing officers"),
  IRO_MANAGER("iro-manager", "IRO managers"),
  ACTION_OWNER("action-owner", "People a recommendation names"),
  /** Outside the authority and without a login: reached by mail, answers by a link. */
  OUTSIDE_OWNER("outside-owner", "People outside whom a recommendation names"),
  COMPLAINTS_MANAGER("complaints-manager", "Complaints managers"),
  SAFEGUARDING_LEAD("safeguarding-lead", "Safeguarding leads"),
  DATA_PROTECTION_OFFICER("data-protection-officer", "Data protection officers"),
  SENIOR_MANAGER("senior-manager", "Joint Senior Managers"),
  PROCESS_MANAGER("process-manager", "Process managers"),
  SUPERVISOR("supervisor", "Supervisors"),
  ADMINISTRATOR("camunda-admin", "Administrators");

  private final String groupId;
  private final String label;

  Role(String groupId, String label) {
    this.groupId = groupId;
    this.label = label;
  }

  /** Id of the Camunda group. */
  public String groupId() {
    return groupId;
  }

  /** Name of the group as people read it. */
  public String label() {
    return label;
  }
}
