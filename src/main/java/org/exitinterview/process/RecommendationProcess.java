package org.exitinterview.process;

/** One recommendation's way to an answer and to something done, as Java sees its model. */
public final class RecommendationProcess {

  /** Id of the process in {@code processes/recommendation.bpmn}. */
  public static final String KEY = "recommendation";

  private RecommendationProcess() {}

  /** What routes a recommendation. */
  public static final class Variables {

    /** Which recommendation this is; its words lie in the record under this id. */
    public static final ProcessVariable<String> RECOMMENDATION_ID =
        ProcessVariable.of("recommendationId", String.class);

    /** User id of the person the recommendation names. */
    public static final ProcessVariable<String> OWNER = ProcessVariable.of("owner", String.class);

    /** How often the IRO pressed for an answer or a better one. */
    public static final ProcessVariable<Number> PRESSES =
        ProcessVariable.of("presses", Number.class);

    private Variables() {}
  }

  /** Element ids that Java refers to. */
  public static final class Elements {
    public static final String ANSWER_RECOMMENDATION = "userTask_answerRecommendation";

    public static final String CONFIRM_ACTION_DONE = "userTask_confirmActionDone";

    public static final String CHECK_ACTION = "userTask_checkAction";

    private Elements() {}
  }
}
