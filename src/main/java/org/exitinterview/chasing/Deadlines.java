package org.exitinterview.chasing;

import java.util.Date;
import org.springframework.stereotype.Component;

/** Due dates and reminder times of the steps, read from deadlines.dmn. */
@Component("deadlines")
public class Deadlines {

  /** When the step is due. */
  public Date due(String step) {
    throw new UnsupportedOperationException();
  }

  /** How often and how many times somebody is reminded, such as {@code R3/P2WD}. */
  public String reminders(String step) {
    throw new UnsupportedOperationException();
  }

  /** After how long somebody else is alerted, such as {@code P10WD}. */
  public String alert(String step) {
    throw new UnsupportedOperationException();
  }

  /** After how long the procedure moves on without an answer, such as {@code P20WD}. */
  public String giveUp(String step) {
    throw new UnsupportedOperationException();
  }
}
