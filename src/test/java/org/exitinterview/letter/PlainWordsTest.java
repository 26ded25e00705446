package org.exitinterview.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The advice on wording: right about plain letters, and about those that are not. */
class PlainWordsTest {

  private static final String GOOD =
      "You said the stairs were dark. I asked the home to put in lights. They will do it by May."
          + " You said dinner was fun. I told them that too.";

  private final PlainWords plainWords = new PlainWords();

  @Test
  void aPlainLetterNeedsNoAdvice() {
    assertThat(advice(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cat,1",
    "asked,1",
    "wanted,2",
    "home,1",
    "homes,1",
    "table,2",
    "stairs,1",
    "kitchen,2",
    "interview,3",
    "recommendation,5",
    "family,3",
    "changes,2",
    "agreed,2",
    "the,1"
  })
  void countsSyllables(String word, int expected) {
    assertThat(PlainWords.syllables(word)).isEqualTo(expected);
  }

  /** Worked out by hand: 6 words, 1 sentence, 6 syllables; and 13 words, 1 sentence, 24. */
  @Test
  void readingAgeIsTheFleschKincaidGradePlusFive() {
    assertThat(PlainWords.readingAge("The cat sat on the mat.")).isCloseTo(5.0, within(0.01));
    assertThat(
            PlainWords.readingAge(
                "The Australian platypus is seemingly a hybrid of a mammal and reptilian"
                    + " creature."))
        .isBetween(14.0, 19.0);
    assertThat(PlainWords.readingAge("")).isZero();
  }

  @Test
  void warnsOfLongSentencesAndHardWords() {
    String hard =
        "Following careful consideration of the information provided during the interview the"
            + " responsible authority has determined that appropriate improvements are necessary without any further delay.";
    assertThat(advice(hard))
        .anySatisfy(hint -> assertThat(hint).contains("year old"))
        .anySatisfy(hint -> assertThat(hint).contains("Following careful consideration of"));
  }

  @ParameterizedTest
  @CsvSource({
    "Your IRO wrote it.,IRO",
    "The CSMs agreed.,CSMs",
    "Bring a coat e.g. a warm one.,e.g."
  })
  void warnsOfAbbreviations(String text, String abbreviation) {
    assertThat(advice(text))
        .anySatisfy(hint -> assertThat(hint).contains("“" + abbreviation + "”"));
  }

  @Test
  void warnsOfNamesOfStaffAndOtherChildrenButNotOfTheReadersOwn() {
    assertThat(advice("Ian listened to you. You and Jade like to cook. Hello Alex."))
        .satisfies(
            hints ->
                assertThat(String.join(" ", hints))
                    .contains("“Ian”", "“Jade”")
                    .doesNotContain("“Alex”", "“Hello”"));
    assertThat(advice("You moved in May. I am glad. On Monday I called.")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Jade was loud at night.,Jade",
    "You asked for quiet. Emily will look after it.,Emily",
    "Mohammed’s room is next door.,Mohammed",
    "We talked. Zofia and you can cook now.,Zofia"
  })
  void warnsOfNamesAtTheBeginningOfASentence(String text, String name) {
    assertThat(advice(text))
        .anySatisfy(hint -> assertThat(hint).contains("“" + name + "” somebody's name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Alex, you asked for quiet.",
        "Everybody eats together now. Nobody locks the kitchen. It’s yours too.",
        "Your room is painted. Don't worry. That's a promise. Why? Because you asked.",
        "The garden is open. Garden games are for all; the garden is yours."
      })
  void takesNoOrdinaryWordForAName(String text) {
    assertThat(advice(text)).noneMatch(hint -> hint.contains("somebody's name"));
  }

  @Test
  void offersTheWordsThatYoungPeoplePrefer() {
    assertThat(advice("You said contact with your mum was short. Your placement was loud."))
        .anySatisfy(hint -> assertThat(hint).contains("seeing (your family)"))
        .anySatisfy(hint -> assertThat(hint).contains("where you live"));
  }

  private List<String> advice(String text) {
    return plainWords.advice(text, List.of("Alex"), List.of("Ian Marsh", "Irene Lowe"));
  }
}
