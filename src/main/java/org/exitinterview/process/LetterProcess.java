package org.exitinterview.process;

/** A letter's way to the young person, as Java sees its model. */
public final class LetterProcess {

  /** Id of the process in {@code processes/letter.bpmn}. */
  public static final String KEY = "letter";

  /** Value of {@link #LETTER}: the second letter. Any other is the thanks and feedback. */
  public static final String WHAT_CHANGED = "whatChanged";

  /** Which of the two letters it is. */
  public static final ProcessVariable<String> LETTER = ProcessVariable.of("letter", String.class);

  private LetterProcess() {}

  /** Element ids that Java refers to. */
  public static final class Elements {
    public static final String WRITE_TO_YOUNG_PERSON = "userTask_writeToYoungPerson";
    public static final String TELL_WHAT_CHANGED = "userTask_tellWhatChanged";

    public static final String DELIVER_LETTER = "userTask_deliverLetter";

    private Elements() {}
  }
}
