package org.exitinterview.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.exitinterview.record.Reader;
import org.exitinterview.record.Section;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which section of the record is in whose edition, mark by mark. */
class WhoSeesWhatTest {

  @ParameterizedTest(name = "{0}: CSM {1}, social worker {2}, home {3}, provider {4}, IRO {5}")
  @DisplayName("One section, by what the young person said about it")
  @CsvSource({
    "everybodyNamed,      words, words, words, words, words",
    "notTheHome,          words, words, -,     -,     words",
    "notTheManager,       words, words, -,     words, words",
    "notTheSocialWorker,  words, -,     words, words, words",
    "onlyTheSocialWorker, -,     words, -,     -,     words",
    "onlyTheIro,          -,     -,     -,     -,     words",
    "onlyAsATheme,        theme, theme, theme, theme, words",
    "nobody,              -,     -,     -,     -,     -",
  })
  void oneSection(
      String limit,
      String serviceManager,
      String socialWorker,
      String home,
      String provider,
      String iro) {
    Marks marks = Marks.ofForm(Map.of("limitSafe", limit));

    Map<CopyRecipient, String> seen = new LinkedHashMap<>();
    for (CopyRecipient recipient : CopyRecipient.values()) {
      seen.put(recipient, seen(marks, recipient));
    }

    assertThat(seen)
        .containsEntry(CopyRecipient.SERVICE_MANAGER, serviceManager)
        .containsEntry(CopyRecipient.SOCIAL_WORKER, socialWorker)
        .containsEntry(CopyRecipient.HOME, home)
        .containsEntry(CopyRecipient.PROVIDER, provider)
        .containsEntry(CopyRecipient.YOUNG_PERSON, limit.equals("nobody") ? "-" : "words");
    assertThat(marks.forIro(Share.FULL.sections()).contains(Section.SAFE))
        .isEqualTo(iro.equals("words"));
  }

  @Test
  @DisplayName("Parts without a choice of their own follow the choice for all parts")
  void restFollowsTheChoiceForAllParts() {
    Marks marks =
        Marks.ofForm(
            Map.of(
                "limitRest", "onlyTheIro",
                "limitSafe", "everybodyNamed",
                "limitFamily", "asTheRest"));

    assertThat(marks.words(Share.FULL.sections(), CopyRecipient.HOME))
        .containsExactlyInAnyOrder(Section.SAFE, Section.AGREED_RECORD);
  }

  @Test
  @DisplayName("An extract never holds more than its sections")
  void extract() {
    Marks marks = Marks.ofForm(Map.of("limitSafe", "onlyAsATheme", "limitBetter", "onlyAsATheme"));
    Set<Section> extract = Share.EXTRACT.sections();

    assertThat(marks.words(extract, CopyRecipient.HOME))
        .containsExactlyInAnyOrder(Section.AGREED_RECORD, Section.GOOD_THINGS);
    assertThat(marks.themes(extract, CopyRecipient.HOME)).containsExactly(Section.BETTER);
  }

  @Test
  @DisplayName("Two marks on one section allow what both allow")
  void bothMarksHold() {
    Marks marks = Marks.ofForm(Map.of("limitSafe", "notTheHome"));
    Copies before =
        new Copies(
            List.of(copy(CopyRecipient.SOCIAL_WORKER, marks), copy(CopyRecipient.HOME, marks)),
            Map.of(),
            Set.of());

    Copies after =
        before.within(Marks.of(EnumSet.of(Section.SAFE, Section.FAMILY), Limit.ONLY_AS_A_THEME));

    Copies.Copy socialWorker = after.of(CopyRecipient.SOCIAL_WORKER).orElseThrow();
    assertThat(socialWorker.words()).doesNotContain(Section.SAFE, Section.FAMILY);
    assertThat(socialWorker.themes()).containsExactly(Section.SAFE, Section.FAMILY);
    Copies.Copy home = after.of(CopyRecipient.HOME).orElseThrow();
    assertThat(home.words()).doesNotContain(Section.SAFE, Section.FAMILY);
    assertThat(home.themes()).containsExactly(Section.FAMILY);
  }

  @Test
  @DisplayName("A decision reads the same after it was written down")
  void writtenDown() {
    Marks marks = Marks.ofForm(Map.of("limitSafe", "onlyAsATheme"));
    Copies copies =
        new Copies(
            List.of(copy(CopyRecipient.HOME, marks)), Map.of("safe", "2"), Set.of("una.manager"));

    assertThat(Copies.ofLines(copies.lines())).isEqualTo(copies);
  }

  private static Copies.Copy copy(CopyRecipient recipient, Marks marks) {
    return new Copies.Copy(
        recipient,
        Share.FULL,
        Reader.user("somebody"),
        marks.words(Share.FULL.sections(), recipient),
        marks.themes(Share.FULL.sections(), recipient));
  }

  private static String seen(Marks marks, CopyRecipient recipient) {
    if (marks.words(Share.FULL.sections(), recipient).contains(Section.SAFE)) {
      return "words";
    }
    return marks.themes(Share.FULL.sections(), recipient).contains(Section.SAFE) ? "theme" : "-";
  }
}
