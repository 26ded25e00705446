package org.exitinterview.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.exitinterview.record.CirculationDecisions.Kind;
import org.exitinterview.record.CirculationDecisions.Statement;
import org.exitinterview.record.Section;
import org.junit.jupiter.api.Test;

/** Which of the young person's wishes hold after several of them. */
class MarksTest {

  private static final Set<Section> SAFE = EnumSet.of(Section.SAFE);
  private static final Statement NOT_THE_HOME = marked(Map.of("limitSafe", "notTheHome"));
  private static final Statement NO_LIMITS = marked(Map.of());
  private static final Statement RELEASED = statement(Kind.RELEASED, List.of());

  @Test
  void whatWasSaidLastCountsUntilCopiesAreReleased() {
    assertThat(home(NOT_THE_HOME)).isEmpty();
    assertThat(home(NOT_THE_HOME, NO_LIMITS)).containsExactly(Section.SAFE);
    assertThat(home(NO_LIMITS, NOT_THE_HOME)).isEmpty();
  }

  @Test
  void aWiderAgreementDoesNotUndoALimitUnderWhichCopiesWereReleased() {
    assertThat(home(NOT_THE_HOME, RELEASED, NO_LIMITS)).isEmpty();
    assertThat(home(NOT_THE_HOME, RELEASED, NO_LIMITS, RELEASED)).isEmpty();
    assertThat(home(NO_LIMITS, RELEASED, NOT_THE_HOME)).isEmpty();
  }

  @Test
  void whatWasTakenBackStaysSoWhateverIsAgreedLater() {
    Statement narrowed = statement(Kind.NARROWED, Marks.of(SAFE, Limit.ONLY_THE_IRO).lines());
    assertThat(home(NO_LIMITS, RELEASED, narrowed, NO_LIMITS, RELEASED)).isEmpty();
  }

  private static Set<Section> home(Statement... statements) {
    return Marks.of(List.of(statements)).words(SAFE, CopyRecipient.HOME);
  }

  private static Statement marked(Map<String, Object> facts) {
    return statement(Kind.MARKED, Marks.ofForm(facts).lines());
  }

  private static Statement statement(Kind kind, List<String> lines) {
    return new Statement("EI-7K3M9Q2F", kind, lines, "somebody", Instant.EPOCH);
  }
}
