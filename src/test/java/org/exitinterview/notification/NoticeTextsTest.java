package org.exitinterview.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeTextsTest {

  private static final String CASE = "EI-7K3M9Q2F";
  private static final String TASKLIST = "camunda/app/tasklist/default/#/";

  private final NoticeTexts texts =
      new NoticeTexts(
          new NotificationSettings(
              URI.create("https://exit.council.example"), "exit@council.example", null));

  @ParameterizedTest
  @EnumSource
  void every_notice_has_a_subject_the_case_number_and_a_link(Notice notice) {
    NoticeTexts.Text text = texts.text(notice, CASE, null);

    assertThat(text.subject()).contains(CASE).hasSizeLessThanOrEqualTo(78);
    assertThat(text.body())
        .contains(CASE)
        .contains("https://exit.council.example/" + notice.page(CASE).orElse(TASKLIST) + "\n")
        .doesNotContainPattern("(?i)young person|child\\b|\\bname is\\b|[{}]");
    assertThat(text.body().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
  }

  @Test
  void links_to_the_page_it_is_about() {
    assertThat(texts.text(Notice.COPY_READY, CASE, null).body())
        .contains("https://exit.council.example/pages/cases/" + CASE + "/copy\n");
  }

  @Test
  void links_to_the_step_when_there_is_one() {
    assertThat(texts.text(Notice.TASK_WAITING, CASE, "17").body())
        .contains("https://exit.council.example/camunda/app/tasklist/default/#/?task=17\n");
  }
}
