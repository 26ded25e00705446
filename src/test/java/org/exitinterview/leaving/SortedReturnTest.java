package org.exitinterview.leaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is a leaver: the sample returns and every rule of eligibility.dmn. */
class SortedReturnTest {

  static Stream<Arguments> samples() {
    return Stream.of(
        Arguments.of(
            2017,
            1460,
            78,
            11,
            Map.of(
                "same carer or legal status only", 19,
                "status only (PLACE)", 11,
                "transfer (E3)", 4),
            31,
            14),
        Arguments.of(
            2018,
            974,
            53,
            4,
            Map.of(
                "same carer or legal status only", 14,
                "status only (PLACE)", 2,
                "transfer (E3)", 1,
                "died (E2)", 1),
            13,
            11),
        Arguments.of(
            2019,
            648,
            39,
            6,
            Map.of(
                "same carer or legal status only", 19,
                "status only (PLACE)", 2,
                "transfer (E3)", 1),
            15,
            5));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesCountAsTheirReadmeSays(
      int year,
      int rows,
      int leavers,
      int sensitive,
      Map<String, Integer> outOfScope,
      int stillOpen,
      int contradictory) {
    SortedReturn sorted =
        SortedReturn.of(
            EpisodesFile.read(Samples.episodes(year)),
            HeaderFile.read(Samples.header(year)),
            Rules.ofEligibility());

    LeaversAnswer answer = LeaversAnswer.of(sorted, 0);
    assertThat(answer.rows()).isEqualTo(rows);
    assertThat(answer.leavers()).isEqualTo(leavers);
    assertThat(answer.sensitive()).isEqualTo(sensitive);
    assertThat(answer.outOfScope()).isEqualTo(outOfScope);
    assertThat(answer.stillOpen()).isEqualTo(stillOpen);
    assertThat(answer.errors()).hasSize(contradictory);
  }

  @ParameterizedTest
  @CsvSource({
    "P, U4, CARPL, inScope, change of placement and carer, false",
    "B, U4, '', inScope, change of placement and carer, false",
    "P, U4, ALLEG, inScope, 'leaver, sensitive reason', true",
    "P, U4, STAND, inScope, 'leaver, sensitive reason', true",
    "P, U4, APPRR, inScope, 'leaver, sensitive reason', true",
    "L, K2, '', outOfScope, same carer or legal status only, false",
    "T, K2, ALLEG, outOfScope, same carer or legal status only, false",
    "U, K2, '', outOfScope, same carer or legal status only, false",
    "P, T0, '', outOfScope, temporary stay, false",
    "P, T4, ALLEG, outOfScope, temporary stay, false",
    "P, K2, PLACE, outOfScope, status only (PLACE), false"
  })
  void nextEpisodeDecides(
      String nextReason,
      String nextType,
      String reasonPlaceChange,
      String scope,
      String rule,
      boolean sensitive) {
    Scope decided = decide("return", "K2", "given", "X1", nextReason, nextType, reasonPlaceChange);

    assertThat(decided).isEqualTo(new Scope(Scope.Verdict.of(scope), rule, sensitive));
  }

  @ParameterizedTest
  @CsvSource({
    "K1, given, E4A, '', inScope, ceased to be looked after, false",
    "K2, given, E5, STAND, inScope, 'leaver, sensitive reason', true",
    "K2, given, E2, '', outOfScope, died (E2), false",
    "K2, given, E3, ALLEG, outOfScope, transfer (E3), false",
    "K2, none, X1, '', stillOpen, placement goes on, false",
    "K2, none, '', '', stillOpen, placement goes on, false",
    "U4, given, E5, '', notResidential, not a children's home, false"
  })
  void endOfCareDecides(
      String placementType,
      String lastDay,
      String reasonEpisodeCeased,
      String reasonPlaceChange,
      String scope,
      String rule,
      boolean sensitive) {
    Scope decided =
        decide(
            "return", placementType, lastDay, reasonEpisodeCeased, "none", "", reasonPlaceChange);

    assertThat(decided).isEqualTo(new Scope(Scope.Verdict.of(scope), rule, sensitive));
  }

  @ParameterizedTest
  @CsvSource({
    "none, E5, none, DEC",
    "given, '', none, REC",
    "beforeStart, E5, none, DECOM",
    "given, X1, none, no episode",
    "given, X1, several, More than one",
    "given, X1, S, RNE",
    "given, X1, '', RNE"
  })
  void contradictionsSayWhatToPutRight(
      String lastDay, String reasonEpisodeCeased, String nextReason, String word) {
    Scope decided = decide("return", "K2", lastDay, reasonEpisodeCeased, nextReason, "U4", "");

    assertThat(decided.verdict()).isEqualTo(Scope.Verdict.CONTRADICTORY);
    assertThat(decided.rule()).contains(word);
  }

  @ParameterizedTest
  @CsvSource({
    "K2, none, CARPL, inScope, false",
    "K1, given, '', inScope, false",
    "'', none, '', inScope, false",
    "K2, none, ALLEG, inScope, true",
    "K2, given, PLACE, outOfScope, false",
    "H5, none, CARPL, notResidential, false"
  })
  void noticesAreDecidedByTheSameTable(
      String placementType,
      String lastDay,
      String reasonPlaceChange,
      String scope,
      boolean sensitive) {
    Scope decided = decide("notice", placementType, lastDay, "", "none", "", reasonPlaceChange);

    assertThat(decided.verdict().code()).isEqualTo(scope);
    assertThat(decided.sensitive()).isEqualTo(sensitive);
  }

  @ParameterizedTest
  @CsvSource({
    "X1, CARPL, inScope, notice of a move",
    "E4A, '', inScope, notice of a move",
    "E2, '', outOfScope, died (E2)",
    "E3, '', outOfScope, transfer (E3)",
    "X1, PLACE, outOfScope, status only (PLACE)"
  })
  void noticesMayNameTheReasonForCeasing(
      String reasonEpisodeCeased, String reasonPlaceChange, String scope, String rule) {
    Scope decided =
        decide("notice", "K2", "none", reasonEpisodeCeased, "none", "", reasonPlaceChange);

    assertThat(decided).isEqualTo(new Scope(Scope.Verdict.of(scope), rule, false));
  }

  @Test
  void badRowsNeverCostGoodOnes() {
    SortedReturn sorted =
        sort(
            Samples.row("1", "01/02/2024", "03/04/2024", "E4A", ""),
            Samples.row("2", "01/02/2024", "31/04/2024", "E4A", ""),
            Samples.row("3", "yesterday", "", "X1", ""),
            Samples.row("", "01/02/2024", "", "X1", ""),
            "5,too,few",
            "\"6,01/02/2024,S,V2,N1,K2,PR4,,X1,,AB1 2CD,EF3 4GH,SC123456",
            Samples.row("7", "01/02/2024", "03/04/2024", "", ""),
            Samples.row("8", "05/04/2024", "03/04/2024", "E4A", ""),
            Samples.row("9", "01/02/2024", "03/04/2024", "E4A", "") + ",,",
            Samples.row("1", "01/02/2024", "03/04/2024", "E4A", ""));

    assertThat(sorted.leavers())
        .extracting(leaver -> leaver.placement().child())
        .containsExactly("1", "9");
    assertThat(sorted.problems())
        .extracting(RowProblem::row)
        .containsExactly(3, 4, 5, 6, 7, 8, 9, 11);
    assertThat(sorted.problems()).extracting(RowProblem::problem).doesNotContainNull();
  }

  @Test
  void episodesThatStartTogetherMustAgree() {
    String left = Samples.row("1", "01/02/2024", "03/04/2024", "X1", "CARPL");

    assertThat(
            sort(
                    left,
                    Samples.fosterRow("1", "03/04/2024", "P"),
                    Samples.fosterRow("1", "03/04/2024", "B"))
                .leavers())
        .hasSize(1);
    assertThat(
            sort(
                    left,
                    Samples.fosterRow("1", "03/04/2024", "P"),
                    Samples.fosterRow("1", "03/04/2024", "L"))
                .problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.problem()).contains("More than one"));
  }

  private static SortedReturn sort(String... rows) {
    return SortedReturn.of(
        EpisodesFile.read(Samples.file(rows)), HeaderFile.none(), Rules.ofEligibility());
  }

  private static Scope decide(
      String source,
      String placementType,
      String lastDay,
      String reasonEpisodeCeased,
      String nextReason,
      String nextType,
      String reasonPlaceChange) {
    return Rules.ofEligibility()
        .decide(
            new ScopeFacts(
                source.equals("notice") ? Source.NOTICE : Source.RETURN,
                placementType,
                lastDay,
                reasonEpisodeCeased,
                nextReason,
                nextType,
                reasonPlaceChange));
  }
}
