package org.exitinterview.leaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as councils really send them, and files that are no returns. */
class EpisodesFileTest {

  private static final String ROW = Samples.row("77", "01/02/2024", "03/04/2024", "E4A", "");

  @Test
  void readsAnEpisode() {
    assertThat(EpisodesFile.read(Samples.file(ROW)).episodes())
        .containsExactly(
            new Episode(
                2,
                "77",
                LocalDate.of(2024, 2, 1),
                "S",
                "K2",
                "PR4",
                LocalDate.of(2024, 4, 3),
                "E4A",
                "",
                "SC123456"));
  }

  @Test
  void takesByteOrderMarkLineEndsQuotesOrderAndCase() {
    String file =
        String.join(
            "\r\n",
            "\uFEFFurn;Child;decom;rne;place;Place Provider;dec;rec;reason_place_change;extra",
            "",
            "SC123456;\"77\"; 1/2/2024 ;s;k2;pr4;2024-04-03;e4a;;x");

    assertThat(EpisodesFile.read(file.getBytes(StandardCharsets.UTF_8)).episodes())
        .singleElement()
        .satisfies(
            episode -> {
              assertThat(episode.row()).isEqualTo(3);
              assertThat(episode.child()).isEqualTo("77");
              assertThat(episode.placedOn()).isEqualTo("2024-02-01");
              assertThat(episode.endedOn()).isEqualTo("2024-04-03");
              assertThat(episode.placementType()).isEqualTo("K2");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "windows-1252"})
  void takesEncodings(String encoding) {
    byte[] file =
        (Samples.COLUMNS + ",NOTE\n" + ROW + ",café\n").getBytes(Charset.forName(encoding));

    assertThat(EpisodesFile.read(file).episodes()).hasSize(1);
  }

  @Test
  void namesMissingColumns() {
    assertRefused("CHILD,DECOM,PLACE\n1,01/02/2024,K2\n", "no column RNE, PLACE_PROVIDER, DEC");
  }

  @Test
  void refusesWhatIsNoReturn() {
    assertRefused("", "empty");
    assertRefused(" \n\n", "empty");
    assertRefused(Samples.COLUMNS + "\n", "no rows");
    assertRefused(Samples.COLUMNS + ",child\n" + ROW + ",1\n", "CHILD is there twice");
    assertRefused("PK\u0003\u0004workbook", "Excel workbook");
    assertRefused("\u0000\u0001\u0002", "not text");
    assertRefused("<html><body>Log in</body></html>", "first line must hold the column names");
    assertRefused("\"CHILD,DECOM\n1,2", "not CSV");
    assertRefused(
        Samples.COLUMNS + "\n" + ROW.replace("01/02/2024", "1 Feb") + "\n", "Row 2: DECOM");
  }

  @Test
  void refusalsNeverRepeatWhatTheFileSaysOfAChild() {
    String file =
        Samples.COLUMNS.toLowerCase(Locale.ROOT) + "\nJo Bloggs,first of May,,,,,,,,,,,\n";

    assertThatExceptionOfType(UnreadableReturnException.class)
        .isThrownBy(() -> EpisodesFile.read(file.getBytes(StandardCharsets.UTF_8)))
        .satisfies(
            refused ->
                assertThat(String.join(" ", refused.problems()) + refused.getMessage())
                    .doesNotContain("Bloggs")
                    .doesNotContain("May"));
  }

  @Test
  void headerTellsDatesOfBirth() {
    String file = "DOB,CHILD,SEX\n29/02/2008,77,1\n31/02/2008,78,2\n,79,2\n";

    HeaderFile header = HeaderFile.read(file.getBytes(StandardCharsets.UTF_8));

    assertThat(header.datesOfBirth()).containsOnlyKeys("77");
    assertThat(header.problems())
        .containsExactly(
            new RowProblem(3, "78", "Header file: DOB is not a date. Write it as dd/mm/yyyy."));
  }

  private static void assertRefused(String file, String words) {
    assertThatExceptionOfType(UnreadableReturnException.class)
        .isThrownBy(() -> EpisodesFile.read(file.getBytes(StandardCharsets.UTF_8)))
        .satisfies(
            refused -> {
              List<String> problems = refused.problems();
              assertThat(String.join(" ", problems)).contains(words);
            });
  }
}
