package org.exitinterview.process;

/** The exit interview procedure as Java sees it: the only place with names from its model. */
public final class ExitInterviewProcess {

  /** Id of the process in {@code processes/exit-interview.bpmn}. */
  public static final String KEY = "exit-interview";

  private ExitInterviewProcess() {}

  /** What routes a case; everything else lies in the register or in the record. */
  public static final class Variables {

    /** What the latest step decided; the gateway after it reads this. */
    public static final ProcessVariable<String> DECISION =
        ProcessVariable.of("decision", String.class);

    /** User id of the case-responsible social worker. */
    public static final ProcessVariable<String> SOCIAL_WORKER =
        ProcessVariable.of("socialWorker", String.class);

    /** User id of the independent reviewing officer. */
    public static final ProcessVariable<String> IRO = ProcessVariable.of("iro", String.class);

    /** User id of the independent interviewer. */
    public static final ProcessVariable<String> INTERVIEWER =
        ProcessVariable.of("interviewer", String.class);

    /** How often the interview was offered. */
    public static final ProcessVariable<Integer> OFFERS =
        ProcessVariable.of("offers", Integer.class);

    /** How often the interviewer tried to arrange it without an answer. */
    public static final ProcessVariable<Integer> ATTEMPTS =
        ProcessVariable.of("attempts", Integer.class);

    private Variables() {}
  }

  /** Element ids that Java refers to. */
  public static final class Elements {
    public static final String NOTICE_RECEIVED = "startEvent_noticeReceived";
    public static final String SCREEN_NOTICE = "userTask_screenNotice";
    public static final String SEEK_AGREEMENT = "userTask_seekAgreement";
    public static final String ALLOCATE_INTERVIEWER = "userTask_allocateInterviewer";
    public static final String ARRANGE_APPOINTMENT = "userTask_arrangeAppointment";
    public static final String HOLD_INTERVIEW = "userTask_holdInterview";
    public static final String RECOMMENDATION = "callActivity_recommendation";
    public static final String CONSIDER_CONTENT = "userTask_considerContent";
    public static final String WRITE_TO_YOUNG_PERSON = "userTask_writeToYoungPerson";
    public static final String TELL_WHAT_CHANGED = "userTask_tellWhatChanged";
    public static final String AGREE_RECORD = "userTask_agreeRecord";
    public static final String DECIDE_CIRCULATION = "userTask_decideCirculation";
    public static final String CONFIRM_CIRCULATION = "userTask_confirmCirculation";
    public static final String WRITE_RECOMMENDATION = "userTask_writeRecommendation";
    public static final String SEND_COPIES = "sendTask_sendCopies";
    public static final String PROPOSE_CIRCULATION = "businessRuleTask_proposeCirculation";

    private Elements() {}
  }

  /** Messages a running case waits for. */
  public static final class Messages {

    /** The young person takes agreement back. */
    public static final String YOUNG_PERSON_WITHDRAWS = "YoungPersonWithdraws";

    /** The move did not take place, or a corrected return says so. */
    public static final String NOTICE_WITHDRAWN = "NoticeWithdrawn";

    private Messages() {}
  }

  /** Values of {@link Variables#DECISION} that Java sets or reads. */
  public static final class Decision {
    public static final String GIVEN = "given";
    public static final String NOT_REACHABLE = "notReachable";
    public static final String RELEASE = "release";
    public static final String ASK_SECOND_PERSON = "askSecondPerson";
    public static final String INDEPENDENT = "independent";
    public static final String NOT_INDEPENDENT = "notIndependent";

    private Decision() {}
  }
}
